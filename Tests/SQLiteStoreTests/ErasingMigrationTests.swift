import GRDB
import Testing

@testable import RelationalStore
@testable import SQLiteStore

@Suite("A database from before schools could be erased", .timeLimit(.minutes(1)))
struct ErasingMigrationTests {
    @Test("has its plans after the step, by their index, and a school's word goes with the school alone")
    func keepsPlans() throws {
        let queue = try DatabaseQueue()
        try SQLiteStore.migrator.migrate(queue, upTo: "0044 forwarding")
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO school (id, country, area_key, type, made_up) VALUES ('A-1', 'K', 'k/', 'small', 0);
                    INSERT INTO plan (id, name, kind, made_at, made_by, input_hash, settings_version, budget, spent, weight,
                        upper_bound) VALUES (1, 'p', 'equip', 1, 'a', 'h', 1, 1, 1, 1, 1);
                    INSERT INTO plan_purchase VALUES (1, 1, 1, 'd', 'A-1', 'tablet', NULL, 2, 3, 6, 0, NULL, NULL, 'planned');
                    INSERT INTO plan_transfer VALUES (1, 0, 'A-1', 'A-1', 'tablet', 2, 1.5);
                    INSERT INTO school_word (school_id, at, who, kind, subject, stand, tests)
                        VALUES ('A-1', 1, 'd', 'count', 'tablet', 'disputed', 0);
                    """)
        }
        try SQLiteStore.migrator.migrate(queue)
        try queue.write { db in
            for (table, places) in [("plan_purchase", 1), ("plan_transfer", 1)] {
                #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") == places, "\(table)")
                let parents = try String.fetchAll(db, sql: "SELECT \"table\" FROM pragma_foreign_key_list('\(table)')")
                #expect(parents == ["plan"], "\(table)")
            }
            let indices = "SELECT name FROM sqlite_master WHERE type = 'index' AND name = 'plan_purchase_school'"
            #expect(try String.fetchAll(db, sql: indices).count == 1)
            #expect(throws: DatabaseError.self) { try db.execute(sql: "DELETE FROM school_word") }
            try db.execute(sql: "INSERT INTO erasure VALUES ('A-1', 1, 2, 0)")
            #expect(throws: DatabaseError.self) { try db.execute(sql: "DELETE FROM school_word") }
            try db.execute(sql: "UPDATE erasure SET ended_at = NULL")
            try db.execute(sql: "DELETE FROM school_word; DELETE FROM school")
        }
    }
}
