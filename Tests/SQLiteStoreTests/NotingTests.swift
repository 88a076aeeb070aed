import Foundation
import Relational
import Reports
import Store
import Testing

@testable import RelationalStore
@testable import SQLiteStore

@Suite("Notes in the audit log", .timeLimit(.minutes(1)))
struct NotingTests {
    @Test("a note that cannot be kept keeps its change from being made")
    func together() async throws {
        let store = try SQLiteStore.inMemory()
        try await store.write { try $0.execute(sql: "DROP TABLE audit") }
        let noting = store.noting(
            AuditEntry(at: Date(timeIntervalSince1970: 1), who: "w", action: .schoolsImported, object: "f"))
        let schools = [School(id: "S", names: Names(en: "S"), area: AreaPath(country: "Kazakhstan"))]
        await #expect(throws: (any Error).self) { try await noting.importSchools(schools, dryRun: false) }
        let query = Query(asOf: Date(timeIntervalSince1970: 1))
        #expect(try await store.schools(query, scope: .everything).isEmpty)
        _ = try await store.importSchools(schools, dryRun: false)
        #expect(try await store.schools(query, scope: .everything).count == 1)
    }
}
