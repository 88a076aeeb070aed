import Foundation
import PrivateCluster
import Relational
import Reports
import Store
import Testing

@testable import PostgresStore
@testable import RelationalStore

@Suite("Envelopes lie in tables of a week each", .timeLimit(.minutes(1)))
struct PostgresWeeksTests {
    /// 2025-09-01T06:00:00Z, a Monday.
    private static let start = 1_756_706_400
    private static let day = 86_400

    @Test(
        "a week begins on Monday at midnight, UTC",
        arguments: [
            ("1970-01-01T00:00:00Z", "envelope_1969_12_29"), ("1970-01-04T23:59:59Z", "envelope_1969_12_29"),
            ("1970-01-05T00:00:00Z", "envelope_1970_01_05"), ("1969-12-28T23:59:59Z", "envelope_1969_12_22"),
            ("2025-09-01T06:00:00Z", "envelope_2025_09_01"), ("2025-08-31T23:59:59Z", "envelope_2025_08_25"),
        ])
    func borders(_ text: String, _ name: String) throws {
        let time = Int(try Date(text, strategy: .iso8601).timeIntervalSince1970)
        let week = PostgresWeeks.week(of: time)
        #expect(PostgresWeeks.name(of: week) == name)
        #expect(PostgresWeeks.start(of: week) <= time && time < PostgresWeeks.start(of: week + 1))
    }

    /// A database of its own, with the weeks of `start` and of today.
    private func withStore(_ body: (RelationalStore, _ url: String) async throws -> Void) async throws {
        let url = try PrivateCluster.shared.get().makeDatabase()
        let store = try PostgresStore.open(url: url)
        try await store.database.write { db in
            try Self.insertAgent(in: db)
            try db.connection.makeParts(at: Self.start)
        }
        try await body(store, url)
        try store.close()
    }

    private static func insertAgent(in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO agent (id, public_key, state, enrolled_at) VALUES ('agent', ?, 'enrolled', 0)",
            arguments: [Data([1])])
    }

    private static func insert(_ rows: [(seq: Int, time: Int, text: String)], in db: Database) throws {
        for row in rows {
            try db.execute(
                sql: """
                    INSERT INTO envelope (agent_id, stream, seq, digest, received_at, text, has_hashes)
                    VALUES ('agent', 'stream', ?, ?, ?, ?, 0)
                    """, arguments: [row.seq, Data([1, 2, 3, UInt8(row.seq)]), row.time, row.text])
        }
    }

    private static func places(in store: RelationalStore) async throws -> [Int: String] {
        try await store.database.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT seq, tableoid::regclass::text AS place FROM envelope")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["seq"] as Int, $0["place"] as String) })
        }
    }

    private static func weeks(in store: RelationalStore) async throws -> [String] {
        try await store.database.read { db in try db.connection.parts(of: "envelope").map(\.name) }
    }

    @Test("what came before its week was made moves there, and what is old goes with its week")
    func moving() async throws {
        try await withStore { store, _ in
            let (far, late) = (Self.start + 60 * Self.day, Self.start + 61 * Self.day)
            try await store.database.write { db in
                try Self.insert([(1, Self.start, "a"), (2, far, "b"), (3, late, "c")], in: db)
            }
            var places = try await Self.places(in: store)
            #expect(places == [1: "envelope_2025_09_01", 2: "envelope_other", 3: "envelope_other"])
            try await store.database.write { db in try db.connection.makeParts(at: far) }
            places = try await Self.places(in: store)
            #expect(places == [1: "envelope_2025_09_01", 2: "envelope_2025_10_27", 3: "envelope_2025_10_27"])

            let now = Date(timeIntervalSince1970: TimeInterval(Self.start + 97 * Self.day))
            let forgotten = try await store.forget(Forgetting(now: now))
            #expect(forgotten.envelopes == 1)
            #expect(try await Self.places(in: store).keys.sorted() == [2, 3])
            let weeks = try await Self.weeks(in: store)
            #expect(!weeks.contains("envelope_2025_09_01"))
            #expect(weeks.contains("envelope_2025_12_01"), "the one that a report comes into now")
            #expect(weeks.contains("envelope_2025_12_29"), "and four more")
            let kept = try await store.database.read { db in
                try Data.fetchOne(
                    db,
                    sql: """
                        SELECT p.digests FROM past_envelope AS p JOIN stream_number AS n ON n.number = p.stream
                        WHERE n.agent_id = 'agent' AND n.stream = 'stream'
                        """)
            }
            #expect(kept == Data([0, 0, 0, 0, 1, 2, 3, 1]))
        }
    }

    @Test("a week that has grown since it was looked at stays")
    func growing() async throws {
        try await withStore { store, _ in
            try await store.database.write { db in
                try Self.insert([(1, Self.start, "a"), (2, Self.start, "b")], in: db)
            }
            let part = try #require(
                try await store.database.read { db in try db.connection.parts(of: "envelope") }.first)
            #expect(part.name == "envelope_2025_09_01")
            #expect(part.times == Self.start - 6 * 3_600..<Self.start - 6 * 3_600 + 7 * Self.day)
            let highest = try await store.database.read { db in
                try Int.fetchOne(db, sql: "SELECT max(position) FROM envelope") ?? 0
            }
            #expect(
                try await !store.database.write { db in try PastEnvelopes(db: db).drop(part, highest: highest - 1) })
            #expect(try await Self.weeks(in: store).contains(part.name))
            #expect(try await store.database.write { db in try PastEnvelopes(db: db).drop(part, highest: highest) })
            #expect(try await !Self.weeks(in: store).contains(part.name))
        }
    }

    @Test("while somebody reads all for hours, what is old goes one by one, and the week another day")
    func held() async throws {
        try await withStore { store, url in
            try await store.database.write { db in
                try Self.insert([(1, Self.start, "a"), (2, Self.start + 20 * Self.day, "b")], in: db)
            }
            let reader = PostgresWorker(try PostgresLocation(url: url))
            try reader.withoutTransaction { db in
                try db.execute(sql: "BEGIN")
                try db.execute(sql: "SELECT count(*) FROM envelope")
            }
            let rule = Forgetting(now: Date(timeIntervalSince1970: TimeInterval(Self.start + 97 * Self.day)))
            await #expect(throws: StoreFailure.self) { try await store.forget(rule) }
            #expect(try await Self.places(in: store).keys.sorted() == [2])
            #expect(try await Self.weeks(in: store).contains("envelope_2025_09_01"))
            try reader.withoutTransaction { db in try db.execute(sql: "COMMIT") }
            _ = try await store.forget(rule)
            #expect(try await !Self.weeks(in: store).contains("envelope_2025_09_01"))
        }
    }

    @Test("a database of an earlier release is divided with all that it holds")
    func dividing() async throws {
        let url = try PrivateCluster.shared.get().makeDatabase()
        let worker = PostgresWorker(try PostgresLocation(url: url))
        let old = "0050 weeks of envelopes"
        try worker.write { db in
            try db.execute(sql: "CREATE SCHEMA parta")
            try db.execute(sql: "CREATE TABLE schema_step (name text COLLATE \"C\" PRIMARY KEY, taken_at timestamptz)")
            for function in PostgresSchema.functions { try db.execute(sql: function) }
            for step in try PostgresMigrator(db: db, location: url).missing() where step.name != old {
                try step.take(db)
                try db.execute(sql: "INSERT INTO schema_step (name) VALUES (?)", arguments: [step.name])
            }
            try Self.insertAgent(in: db)
            try Self.insert([(1, Self.start, "a"), (2, Self.start + 7 * Self.day, "b"), (9, Self.start, "c")], in: db)
            try db.execute(sql: "DELETE FROM envelope WHERE seq = 9")
        }
        worker.disconnect()
        let store = try PostgresStore.open(url: url)
        let places = try await Self.places(in: store)
        #expect(places == [1: "envelope_2025_09_01", 2: "envelope_2025_09_08"])
        let now = PostgresWeeks.name(of: PostgresWeeks.week(of: Int(Date().timeIntervalSince1970)))
        #expect(try await Self.weeks(in: store).contains(now))
        try await store.database.write { db in
            try Self.insert([(3, Self.start, "c")], in: db)
            let positions = try Int.fetchAll(db, sql: "SELECT position FROM envelope ORDER BY seq")
            #expect(positions == [1, 2, 4], "also behind one that was there and is gone")
        }
        // References are watched, by each week.
        await #expect(throws: (any Error).self) {
            try await store.database.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO envelope (agent_id, stream, seq, digest, received_at, text)
                        VALUES ('nobody', 's', 1, ?, \(Self.start), '')
                        """, arguments: [Data([1])])
            }
        }
        try store.close()
        try PostgresStore.open(url: url).close()
    }
}
