import Foundation
import GRDB
import Relational
import Reports
import Store
import Testing

@testable import RelationalStore
@testable import SQLiteStore

/// Databases in the field have schools and lines that nobody dated.
@Suite("A database from before history was kept", .timeLimit(.minutes(1)))
struct RegistryMigrationTests {
    @Test("keeps its schools, and holds that they have always been so until somebody changes them")
    func keeps() async throws {
        let queue = try DatabaseQueue()
        let before = try #require(Migrations.steps.map(\.name).firstIndex(of: "0024 registry history")) - 1
        try SQLiteStore.migrator.migrate(queue, upTo: Migrations.steps.map(\.name)[before])
        try await queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO school (id, name_en, country, region, area_key, type, pupils, rural, made_up) VALUES
                        ('A-1', 'One', 'Kazakhstan', 'Aktobe', 'kazakhstan/aktobe/', 'support', 400, NULL, 0),
                        ('A-2', 'Two', 'Kazakhstan', 'Aktobe', 'kazakhstan/aktobe/', 'small', 9, 1, 1);
                    UPDATE school SET supported_by = 'A-1' WHERE id = 'A-2';
                    INSERT INTO line (school_id, id) VALUES ('A-1', '1');
                    """)
        }
        try SQLiteStore.migrator.migrate(queue)
        let store = RelationalStore(queue)
        let area = AreaPath(country: "Kazakhstan", region: "Aktobe")
        let one = School(id: "A-1", names: Names(en: "One"), area: area, type: .support, pupils: 400)
        let two = School(
            id: "A-2", names: Names(en: "Two"), area: area, type: .small, supportedBy: "A-1", pupils: 9, rural: true,
            madeUp: true)
        let sql = "SELECT \(SchoolColumns.list), s.valid_from, s.valid_to FROM school_version AS s ORDER BY s.id"
        let (schools, days) = try await store.database.read { db in
            let rows = try Relational.Row.fetchAll(db, sql: sql)
            return (try rows.map(SchoolColumns.school), rows.map { [$0["valid_from"], $0["valid_to"]] as [String?] })
        }
        #expect(schools == [one, two])
        #expect(days == [["0001-01-01", nil], ["0001-01-01", nil]])

        let day = try #require(CivilDate("2026-03-01"))
        var changed = one
        changed.pupils = 300
        _ = try await store.importSchools(SchoolsAsk(schools: [changed], day: day), dryRun: false)
        for (days, expected) in [(-1, [one, two]), (-90_000, [one, two]), (0, [changed, two])] {
            var query = Query(asOf: day.adding(days: days).startUTC)
            query.asItWas = true
            #expect(try await store.schools(query, scope: .everything).map(\.school) == expected, "\(days) days later")
        }
        #expect(try await store.lineContracts(Query(asOf: day.startUTC), scope: .everything).isEmpty)
    }
}
