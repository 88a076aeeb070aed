import Foundation
import GRDB
import Relational
import Testing

@testable import RelationalStore
@testable import SQLiteStore

@Suite("A database from before line tests were packed", .timeLimit(.minutes(1)))
struct PastLineTestsMigrationTests {
    @Test("keeps its visits to platforms, and knows how many devices each computer has")
    func moves() throws {
        let queue = try DatabaseQueue()
        let before = try #require(Migrations.steps.map(\.name).firstIndex(of: "0045 past line tests")) - 1
        try SQLiteStore.migrator.migrate(queue, upTo: Migrations.steps.map(\.name)[before])
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(
                sql: """
                    INSERT INTO platform_reach (agent_id, test_id, platform, host, school_id, started_at, name_ms, problem)
                        VALUES ('a', 't', 'bilim', 'bilim.example', 'S', 10, 1.5, NULL),
                            ('a', 't', 'kundelik', 'kundelik.example', 'S', 10, NULL, 'dns');
                    INSERT INTO computer (agent_id, stream, seq, sealed_at, scanned_at, agent_version, pedagogical) VALUES
                        ('a', 's', 1, 10, 10, '1', 1), ('b', 's', 1, 10, 10, '1', 1);
                    INSERT INTO device (agent_id, device_id, attached, first_seen, last_seen, category, confidence, rule, bus,
                            pedagogical, external)
                        VALUES ('a', '1', 1, 1, 2, 'mouse', 'certain', 'r', 'usb', 1, 1),
                            ('a', '2', 1, 1, 2, 'mouse', 'certain', 'r', 'usb', 1, 1),
                            ('a', '3', 0, 1, 2, 'mouse', 'certain', 'r', 'usb', 1, 1),
                            ('b', '1', 0, 1, 2, 'mouse', 'certain', 'r', 'usb', 1, 1);
                    """)
        }
        try SQLiteStore.migrator.migrate(queue)
        try queue.read { db in
            let visits = try GRDB.Row.fetchAll(
                db, sql: "SELECT platform, name_ms, problem FROM platform_reach ORDER BY 1")
            #expect(visits.map { $0["platform"] as String } == ["bilim", "kundelik"])
            #expect(visits.map { $0["name_ms"] as Double? } == [1.5, nil])
            #expect(visits.map { $0["problem"] as String? } == [nil, "dns"])
            let tables = try String.fetchAll(db, sql: "SELECT \"table\" FROM pragma_foreign_key_list('platform_reach')")
            #expect(tables == ["school"])
            let counts = try Int.fetchAll(db, sql: "SELECT devices FROM computer ORDER BY agent_id")
            #expect(counts == [2, 0])
        }
    }
}
