import Foundation
import GRDB
import Relational
import Reports
import Store
import Testing

@testable import RelationalStore
@testable import SQLiteStore

/// The table of agents is made anew; nothing that hangs on it may fall off.
@Suite("A database from before approvals", .timeLimit(.minutes(1)))
struct ApprovalMigrationTests {
    @Test("keeps its agents, what hangs on them, its indexes, columns added meanwhile and who was revoked")
    func keeps() throws {
        let queue = try DatabaseQueue()
        let before = try #require(Migrations.steps.map(\.name).firstIndex(of: "0016 approvals")) - 1
        try SQLiteStore.migrator.migrate(queue, upTo: Migrations.steps.map(\.name)[before])
        let (one, two) = (SigningKey().publicKey, SigningKey().publicKey)
        let indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'agent' ORDER BY name"
        let kept = try queue.write { db in
            try db.execute(sql: "ALTER TABLE agent ADD COLUMN added_meanwhile TEXT")
            try db.execute(
                sql: """
                    INSERT INTO school (id, country, area_key, type, made_up) VALUES ('A-1', 'K', 'k/', 'small', 0);
                    INSERT INTO enrollment VALUES (1, x'01', 'A-1', NULL, 2, 0, 5, 9);
                    """)
            for (key, state, revokedAt) in [(one, "enrolled", nil), (two, "revoked", 7)]
                as [(VerifyingKey, String, Int?)]
            {
                let id = key.agentID.text
                try db.execute(
                    sql: """
                        INSERT INTO agent (id, public_key, state, enrollment_id, enrolled_at, revoked_at, added_meanwhile)
                        VALUES (?, ?, ?, 1, 5, ?, 'm')
                        """, arguments: [id, key.rawRepresentation, state, revokedAt])
                try db.execute(
                    sql: "INSERT INTO assignment (agent_id, valid_from, school_id) VALUES (?, 5, 'A-1')",
                    arguments: [id])
            }
            return try String.fetchAll(db, sql: indexes)
        }
        try SQLiteStore.migrator.migrate(queue)
        try queue.write { (db: GRDB.Database) throws -> Void in
            // Later steps add some of their own.
            #expect(Set(kept).isSubset(of: try String.fetchAll(db, sql: indexes)))
            #expect(try String.fetchAll(db, sql: "SELECT added_meanwhile FROM agent") == ["m", "m"])
            #expect(try String.fetchAll(db, sql: "SELECT agent_id FROM revocation") == [two.agentID.text])
            let desk = EnrollmentDesk(db: Relational.Database(db))
            #expect(try desk.agent(one.agentID)?.school == "A-1")
            #expect(try desk.agent(two.agentID)?.state == .revoked)
            #expect(throws: GRDB.DatabaseError.self) {
                try db.execute(sql: "UPDATE assignment SET agent_id = 'nobody'")
            }
        }
    }
}
