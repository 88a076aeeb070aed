import Foundation
import Logging
import PostgresStore
import PrivateCluster
import Relational
import RelationalStore
import Reports
import Store
import Testing

@testable import Aggregator

/// A server of PostgreSQL's own, which goes without a word and comes back.
@Suite("When the database is away", .timeLimit(.minutes(1)))
struct StoreAwayTests {
    @Test("reports are refused politely, health says so, and all goes on by itself; nothing acknowledged is lost")
    func awayAndBack() async throws {
        let cluster = try PrivateCluster()
        let store = try PostgresStore.open(url: cluster.makeDatabase())
        _ = try await store.importSchools([LiveAggregator.school], dryRun: false)
        let pulse = StorePulse(store: store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await LiveAggregator.run(store: store, pulse: pulse) { server in
            let key = try await server.enrolledAgent()
            #expect(try await server.post("/v1/reports", server.report(key, 1)).status == 200)
            try cluster.stop()
            let refused = try await server.post("/v1/reports", server.report(key, 2))
            #expect(refused.status == 503 && refused.word == "store_away")
            #expect((15...60).contains(Int(refused.headers["retry-after"] ?? "") ?? 0))
            await pulse.ask()
            let ill = try await RawHTTP.get("/healthz", port: server.port)
            #expect(ill.status == 503 && ill.body == "the database is away\n")
            try cluster.start()
            await pulse.ask()
            #expect(try await RawHTTP.get("/healthz", port: server.port).body == "ok\n")
            let answer = try await server.post("/v1/reports", server.report(key, 2))
            #expect(
                try answer.decoded(DeliveryResponse.self).accepted.map(\.ranges) == [SequenceRanges([1, 2])])
            #expect(try await server.storedCount() == 2)
        }
        try store.close()
    }

    @Test("a question that takes very long is no sign of life")
    func slow() async throws {
        let clock = TestClock()
        let store = try PostgresStore.open(url: PrivateCluster.shared.get().makeDatabase())
        let pulse = StorePulse(
            store: store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { clock.now })
        // The one who writes holds what the question reads.
        try await store.database.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN")
            try db.execute(sql: "LOCK TABLE settings_change")
        }
        async let asked: Void = pulse.ask()
        while pulse.outage == nil {
            clock.advance(seconds: StorePulse.patience)
            await Task.yield()
        }
        #expect(pulse.outage == .slow)
        try await store.database.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        await asked
        #expect(pulse.outage == nil)
        try store.close()
    }
}
