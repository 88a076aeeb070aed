import Examples
import Foundation
import Relational
import Reports
import Store
import Testing

@testable import RelationalStore
@testable import SQLiteStore

/// Plans made over tables that hold something, with and without statistics: what SQLite learns of a country must not make it
/// leave the indices.
@Suite("How SQLite runs the queries over a country", .timeLimit(.minutes(1)))
struct ExamplePlanTests {
    static let country = Task {
        let made = MadeCountry(
            MadeCountry.Parameters(
                schools: 60, computersPerSchool: 3, devicesPerComputer: 6, asOf: CivilDate("2026-11-22")!, days: 14,
                deviceDays: 5))
        let store = try SQLiteStore.inMemory()
        try await store.beginExample()
        try await store.writeExample((0..<made.count).map { made.school(at: $0) })
        try await store.finishExample()
        return store
    }

    /// The tables that a whole country may be read of from end to end: a row a school, or less.
    private static let small: Set<String> = ["s", "school", "CONSTANT"]

    @Test(
        "no list walks a table of devices, days, tests or slots, for one school, an area or the country",
        arguments: QueryPlanTests.List.allCases, ["school", "area", "country"])
    func noScan(_ list: QueryPlanTests.List, _ of: String) async throws {
        let store = try await Self.country.value
        for analyzed in [false, true] {
            if analyzed { try await store.database.write { try $0.execute(sql: "ANALYZE") } }
            let scans = try await store.database.read { db in
                let query = Query(
                    asOf: Date(timeIntervalSince1970: 1_795_278_000), area: of == "area" ? "Kazakhstan/Aktobe" : nil,
                    school: of == "school" ? "made-00020" : nil)
                let filter = try Filter(query, scope: .everything, in: db)
                return try list.plan(filter, query, in: db).filter { $0.hasPrefix("SCAN") }
            }
            let walked = scans.map { $0.split(separator: " ")[1] }.map(String.init)
            #expect(Set(walked).isSubset(of: of == "country" ? Self.small : ["CONSTANT"]), "\(scans)")
        }
    }
}
