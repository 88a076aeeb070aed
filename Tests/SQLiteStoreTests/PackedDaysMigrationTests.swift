import Foundation
import GRDB
import Relational
import Reports
import Store
import Testing

@testable import RelationalStore
@testable import SQLiteStore

@Suite("A database from before days were packed", .timeLimit(.minutes(1)))
struct PackedDaysMigrationTests {
    @Test("has every day of every device after the step, stream by stream")
    func packs() throws {
        let queue = try DatabaseQueue()
        let before = try #require(Migrations.steps.map(\.name).firstIndex(of: "0032 packed days")) - 1
        try SQLiteStore.migrator.migrate(queue, upTo: Migrations.steps.map(\.name)[before])
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(
                sql: """
                    INSERT INTO device_day (agent_id, device_id, day, stream, school_id, first_at, last_at, minutes,
                        times_plugged) VALUES
                        ('a', 'mouse', '2025-12-31', 's1', 'S', 100, 200, 3, 1),
                        ('a', 'mouse', '2025-12-31', 's2', 'S', 150, 250, 4, 0),
                        ('a', 'mouse', '2026-01-01', 's1', 'S', 300, 400, 5, 2),
                        ('a', 'lamp', '2026-01-01', 's1', 'S', 310, 410, 6, 0),
                        ('b', 'mouse', '2026-02-28', 's1', 'S', 500, 600, 7, 0);
                    INSERT INTO slot (agent_id, id, school_id, line, planned_at, decided_at, time_estimated, in_lessons,
                        ran, reason) VALUES
                        ('a', '2026-01-01/1', 'S', '1', 10, 20, 0, 1, 1, NULL),
                        ('a', '2026-02-01/1', 'S', NULL, 30, 40, 0, 1, 0, 'missed'),
                        ('b', '2026-W05/out', 'S', '1', 50, 60, 0, 0, 0, 'own_traffic');
                    """)
        }
        try SQLiteStore.migrator.migrate(queue)
        try queue.read { db in
            #expect(try !db.tableExists("device_day"))
            let days = SeenDays(db: Relational.Database(db))
            let totals = try days.totals(of: "a")
            #expect(totals["mouse"]?.days == 2)
            #expect(totals["mouse"]?.minutes == 12)
            #expect(totals["lamp"]?.minutes == 6)
            #expect(try days.totals(of: "a", device: "mouse").mapValues(\.minutes) == ["mouse": 12])
            #expect(try days.totals(of: "b", device: "lamp").isEmpty)
            #expect(try days.totals(of: "b").mapValues(\.days) == ["mouse": 1])
            #expect(try days.totals(of: "nobody").isEmpty)
            #expect(
                try days.lastDays(of: "a", until: #require(SeenDate("2025-12-31"))).mapValues(\.description)
                    == ["mouse": "2025-12-31"])
            let from = try #require(SeenDate("2026-01-01"))
            #expect(try days.marks(of: "a", since: from, until: from).keys.sorted() == ["lamp", "mouse"])
            #expect(try days.marks(of: "a", since: SeenDate("2026-01-02")).isEmpty)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM seen_month") == 4)
            let slots = SlotWords(db: Relational.Database(db))
            #expect(
                try slots.all(of: "a") == [
                    SlotWord(slot: "2026-01-01/1", school: "S", line: "1", decidedAt: 20, ran: true, reason: nil),
                    SlotWord(slot: "2026-02-01/1", school: "S", line: nil, decidedAt: 40, ran: false, reason: .missed),
                ])
            #expect(try slots.all(of: "b").map(\.reason) == [.ownTraffic])
            #expect(try !db.tableExists("slot"))
        }
    }

    @Test("a month that was damaged is named as damage, not read as something else")
    func damaged() async throws {
        let store = try SQLiteStore.inMemory()
        try await store.database.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA foreign_keys = OFF;
                    INSERT INTO stream_number (number, agent_id, stream) VALUES (1, 'a', 's');
                    INSERT INTO seen_month (key, days) VALUES (\(StreamNumbers.key(1, 24_312)), x'0105');
                    """)
            let failure = #expect(throws: Relational.DatabaseError.self) { try SeenDays(db: db).totals(of: "a") }
            #expect(failure?.code == .damaged)
            #expect(failure?.message.contains("at byte 2, less follows") == true)
        }
    }
}
