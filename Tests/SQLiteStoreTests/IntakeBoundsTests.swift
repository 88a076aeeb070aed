import Foundation
import GRDB
import Relational
import Reports
import Store
import Testing

@testable import RelationalStore
@testable import SQLiteStore

@Suite("What one agent may make the database keep", .timeLimit(.minutes(1)))
struct IntakeBoundsTests {
    private let key = SigningKey()
    private let now = Date(timeIntervalSince1970: 1_756_706_400)

    private func report(_ seq: Int, stream: String) throws -> VerifiedReport {
        let report = Report(
            agent: key.publicKey.agentID, stream: stream.repeated(to: 32), seq: seq,
            sealedAt: ObservedTime(bootID: "b", monotonic: 1, wallClock: now))
        return try VerifiedReport(
            Envelope.seal(report, kind: .report, with: key), key: key.publicKey, receivedAt: now)
    }

    private func store() async throws -> RelationalStore {
        let store = try SQLiteStore.inMemory()
        _ = try await store.importSchools(
            [School(id: "S", names: Names(en: "S"), area: AreaPath(country: "Kazakhstan"))], dryRun: false)
        _ = try await store.readmit(
            Readmission(publicKey: key.publicKey, school: "S", agentVersion: "1", time: now))
        return store
    }

    @Test("streams beyond the bound end those heard from longest ago, whose ranges count no more")
    func streams() async throws {
        let store = try await store()
        let ranges = "[" + (1...RangeLimits.perStream).map { "[\($0 * 2),\($0 * 2)]" }.joined(separator: ",") + "]"
        try await store.write { [agent = key.publicKey.agentID.text] db in
            for number in 0..<RangeLimits.perAgent / RangeLimits.perStream - 1 {
                try db.execute(
                    sql: "INSERT INTO stream (agent_id, stream, ranges) VALUES (?, ?, ?)",
                    arguments: [agent, "old \(String(number, radix: 16))", ranges])
            }
            try db.execute(
                sql: "UPDATE agent SET range_count = ?", arguments: [RangeLimits.perAgent - RangeLimits.perStream])
        }
        for number in 0..<RangeLimits.perStream {
            #expect(try await store.ingest([report(1 + number * 2, stream: "1")]).dispositions == [.stored])
        }
        #expect(try await store.figures() == Figures(ranges: RangeLimits.perAgent, ended: 0))
        let outcome = try await store.ingest([report(1, stream: "2"), report(2, stream: "1"), report(9, stream: "3")])
        #expect(outcome.dispositions == [.stored, .stored, .stored])
        // Four of 256 went, one closed a gap, two are new.
        #expect(
            try await store.figures()
                == Figures(ranges: RangeLimits.perAgent * 3 / 4 - 1 + 2, ended: 4))
        // What comes again of one that was ended is known; what is new is refused until it comes in another.
        try await store.write { try $0.execute(sql: "UPDATE stream SET ended_at = 1 WHERE stream LIKE '2%'") }
        let late = try await store.ingest([report(1, stream: "2"), report(2, stream: "2")])
        #expect(late.dispositions == [.duplicate, .streamEnded])
    }

    @Test("a stream that is ended is taken off the count once")
    func ended() async throws {
        let store = try await store()
        _ = try await store.ingest([report(1, stream: "1"), report(5, stream: "1"), report(1, stream: "2")])
        #expect(try await store.figures() == Figures(ranges: 3, ended: 0))
        let id = StreamID(agent: key.publicKey.agentID, stream: "1".repeated(to: 32))
        for _ in 1...2 {
            try await store.write { try StreamLedger(db: $0, id: id).end(at: Date(timeIntervalSince1970: 1)) }
            #expect(try await store.figures() == Figures(ranges: 1, ended: 1))
        }
    }

    @Test("a database of an earlier release counts what its agents have already")
    func migration() async throws {
        let queue = try DatabaseQueue()
        try SQLiteStore.migrator.migrate(queue, upTo: "0020 backups")
        try await queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO agent (id, public_key, state, enrolled_at) VALUES ('a', x'00', 'enrolled', 1);
                    INSERT INTO agent (id, public_key, state, enrolled_at) VALUES ('b', x'00', 'enrolled', 1);
                    INSERT INTO stream (agent_id, stream, ranges) VALUES ('a', 's', '[[1,2],[4,4]]'), ('a', 't', '[[1,1]]');
                    INSERT INTO stream (agent_id, stream, ranges, ended_at) VALUES ('a', 'u', '[[1,2],[4,4]]', 1);
                    """)
        }
        try SQLiteStore.migrator.migrate(queue)
        let counts = try await queue.read { try Int.fetchAll($0, sql: "SELECT range_count FROM agent ORDER BY id") }
        #expect(counts == [3, 0])
    }
}

private struct Figures: Equatable {
    var ranges: Int
    var ended: Int
}

extension RelationalStore {
    fileprivate func figures() async throws -> Figures {
        try await read { db in
            Figures(
                ranges: try Int.fetchOne(db, sql: "SELECT range_count FROM agent") ?? 0,
                ended: try Int.fetchOne(db, sql: "SELECT count(*) FROM stream WHERE ended_at IS NOT NULL") ?? 0)
        }
    }
}

extension String {
    fileprivate func repeated(to count: Int) -> String { String(repeating: self, count: count / self.count) }
}
