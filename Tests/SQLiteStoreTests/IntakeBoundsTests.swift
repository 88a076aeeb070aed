import Foundation
import GRDB
import Reports
import Store
import Testing

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

    private func store() async throws -> SQLiteStore {
        let store = try SQLiteStore.inMemory()
        _ = try await store.importSchools(
            [School(id: "S", names: Names(en: "S"), area: AreaPath(country: "Kazakhstan"))], dryRun: false)
        _ = try await store.readmit(
            Readmission(publicKey: key.publicKey, school: "S", agentVersion: "1", time: now))
        return store
    }

    @Test("streams beyond the bound are refused, those that are held go on")
    func streams() async throws {
        let store = try await store()
        _ = try await store.ingest([report(1, stream: "1"), report(5, stream: "1")])
        try await store.write { db in
            #expect(try Int.fetchOne(db, sql: "SELECT range_count FROM agent") == 2)
            try db.execute(sql: "UPDATE agent SET range_count = ?", arguments: [RangeLimits.perAgent - 1])
        }
        let outcome = try await store.ingest([
            report(1, stream: "2"), report(1, stream: "3"), report(7, stream: "1"), report(2, stream: "2"),
        ])
        #expect(outcome.dispositions == [.stored, .tooManyRanges, .tooManyRanges, .stored])
        // A gap that closes makes room for one more.
        let closed = try await store.ingest([
            report(2, stream: "1"), report(3, stream: "1"), report(4, stream: "1"), report(1, stream: "3"),
        ])
        #expect(closed.dispositions == [.stored, .stored, .stored, .stored])
    }

    @Test("a database of an earlier release counts what its agents have already")
    func migration() async throws {
        let queue = try DatabaseQueue()
        try Migrations.migrator.migrate(queue, upTo: "0020 backups")
        try await queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO agent (id, public_key, state, enrolled_at) VALUES ('a', x'00', 'enrolled', 1);
                    INSERT INTO agent (id, public_key, state, enrolled_at) VALUES ('b', x'00', 'enrolled', 1);
                    INSERT INTO stream (agent_id, stream, ranges) VALUES ('a', 's', '[[1,2],[4,4]]'), ('a', 't', '[[1,1]]');
                    """)
        }
        try Migrations.migrator.migrate(queue)
        let counts = try await queue.read { try Int.fetchAll($0, sql: "SELECT range_count FROM agent ORDER BY id") }
        #expect(counts == [3, 0])
    }
}

extension String {
    fileprivate func repeated(to count: Int) -> String { String(repeating: self, count: count / self.count) }
}
