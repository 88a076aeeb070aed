import Foundation
import GRDB
import Store
import Testing

@testable import SQLiteStore

@Suite("How SQLite runs the queries", .timeLimit(.minutes(1)))
struct QueryPlanTests {
    enum List: String, CaseIterable, CustomTestStringConvertible {
        case schools, computers, devices, lines, platforms, agents, gateways, slots
        var testDescription: String { rawValue }

        func sql(_ filter: Filter, _ query: Query) -> String {
            switch self {
            case .schools: ReadingSQL.schools(filter, query)
            case .computers: ReadingSQL.computers(filter, query)
            case .devices: ReadingSQL.devices(filter, limit: query.limit)
            case .lines: ReadingSQL.lineTests(filter)
            case .platforms: ReadingSQL.platforms(filter)
            case .agents: ReadingSQL.agents(filter, query)
            case .gateways: ReadingSQL.gateways(filter, query)
            case .slots: ReadingSQL.slots(filter)
            }
        }
    }

    @Test("one school or one area is found by index, never by a scan", arguments: List.allCases, ["school", "area"])
    func noFullScan(_ list: List, _ by: String) async throws {
        let store = try SQLiteStore.inMemory()
        let area = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga")
        _ = try await store.importSchools([School(id: "A-1", names: Names(en: "A"), area: area)], dryRun: false)
        let query =
            by == "school" ? Query(asOf: Date(), school: "A-1") : Query(asOf: Date(), area: "Kazakhstan/Aktobe")
        let plan = try await store.database.read { db in
            let filter = try Filter(query, scope: .everything, in: db)
            var arguments = filter.arguments
            if list == .schools { arguments = [0, 0] + arguments }
            return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + list.sql(filter, query), arguments: arguments)
                .map { $0["detail"] as String }
        }
        #expect(!plan.isEmpty)
        #expect(plan.filter { $0.hasPrefix("SCAN") } == [])
    }
}
