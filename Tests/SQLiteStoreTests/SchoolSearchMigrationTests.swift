import Foundation
import GRDB
import Relational
import Store
import Testing

@testable import RelationalStore
@testable import SQLiteStore

@Suite("A database from before the search by name", .timeLimit(.minutes(1)))
struct SchoolSearchMigrationTests {
    @Test("has its schools' words after the step, and loses those of a school that goes")
    func fills() throws {
        let queue = try DatabaseQueue()
        let before = try #require(Migrations.steps.map(\.name).firstIndex(of: "0031 school search")) - 1
        try SQLiteStore.migrator.migrate(queue, upTo: Migrations.steps.map(\.name)[before])
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO school (id, name_kk, name_en, country, area_key, type, made_up)
                        VALUES ('A-1', '№12 мектеп', 'School 12', 'K', 'k/', 'small', 0);
                    """)
        }
        try SQLiteStore.migrator.migrate(queue)
        try queue.write { db in
            let words = "SELECT key FROM school_search WHERE school_id = 'A-1' ORDER BY key"
            #expect(try String.fetchAll(db, sql: words) == ["12", "mektep", "schol"])
            try db.execute(sql: "DELETE FROM school")
            #expect(try String.fetchAll(db, sql: words) == [])
        }
    }

    @Test("words are found in their index")
    func plan() async throws {
        let store = try SQLiteStore.inMemory()
        var query = Query(asOf: Date())
        query.filters.name = "школа 12"
        let filtered = query
        let plan = try await store.database.read { db in
            let filter = try Filter(filtered, scope: .everything, in: db)
            return try Relational.Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN " + ReadingSQL.schools(filter, filtered),
                arguments: [0] + filter.arguments
            ).map { $0["detail"] as String }
        }
        #expect(plan.filter { $0.hasPrefix("SCAN") } == [], "\(plan)")
        #expect(plan.count { $0.hasPrefix("SEARCH school_search USING") } == 2, "\(plan)")
    }
}
