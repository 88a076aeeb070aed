import Aggregator
import Foundation
import NIOCore
import NIOPosix
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

@testable import parta_load

@Suite("Load against a live aggregator", .timeLimit(.minutes(2)))
struct LoadRunTests {
    private static func withTLS(_ configuration: inout AggregatorConfiguration) { configuration.tls = .on }

    /// A server over TLS with so many agents enrolled through its API.
    private func serve(
        agents count: Int, _ body: (LiveAggregator, Dialer, Roster) async throws -> Void
    ) async throws {
        let store = try SQLiteStore.inMemory()
        _ = try await store.importSchools([LiveAggregator.school], dryRun: false)
        let board = try await TrustBoard(region: try await RegionIdentity.load(from: store), store: store)
        try await LiveAggregator.run(store: store, configure: Self.withTLS, trust: board) { server in
            let pin = try #require(board.newest.pins.first)
            let dialer = try Dialer(
                server: LoopbackServer("https://127.0.0.1:\(server.port)"), pin: pin,
                on: MultiThreadedEventLoopGroup.singleton)
            let agents = (0..<count).map { _ in SimulatedAgent(SigningKey()) }
            let code = try await server.code(uses: count)
            try await Enroller(dialer: dialer, codes: [code]).enroll(agents, parallel: 4)
            try await body(server, dialer, Roster(agents))
        }
    }

    private func plan(
        _ mode: LoadMode, _ server: LiveAggregator, _ roster: Roster, envelopes: Int = 1, days: Int = 5
    ) -> LoadPlan {
        LoadPlan(
            mode: mode, agents: roster.agents.count, envelopes: envelopes, days: days, now: server.clock.now)
    }

    @Test(
        "every mode's reports are taken and nothing is asked for, refused or lost",
        arguments: LoadMode.allCases, LoadConnections.allCases)
    func modes(_ mode: LoadMode, _ connections: LoadConnections) async throws {
        try await serve(agents: 4) { server, dialer, roster in
            let runner = LoadRunner(
                plan(mode, server, roster, envelopes: 2), roster: roster, dialer: dialer, connections: connections,
                limits: .init(parallel: 3, seconds: 60, count: 16), keepsAcknowledged: true)
            try await runner.run()
            let counts = runner.tally.counts
            #expect(counts.refused.isEmpty && counts.failed.isEmpty && counts.putOff.isEmpty && counts.lost == 0)
            #expect(counts.accepted > 0 && counts.accepted == counts.sent && counts.latencies.count == counts.posts)
            let held = try await server.store.envelopes(after: 0, limit: 1_000, scope: .everything)
            let lines = held.map { envelope in
                let digest = (try? Envelope(text: envelope.text).digest).map { Hexadecimal.encode($0) } ?? "-"
                return "\(envelope.agent) \(envelope.stream) \(envelope.seq) \(digest)"
            }
            #expect(runner.tally.acknowledgedLines.sorted() == lines.sorted())
            #expect(dialer.wire.received > dialer.http.received && dialer.http.received > 0)
            #expect(dialer.wire.sent > dialer.http.sent && dialer.http.sent > 0)
            switch connections {
            case .kept: #expect((1...3).contains(counts.connections))
            case .fresh: #expect(counts.connections == counts.posts)
            case .agent: #expect(counts.connections <= counts.posts)
            }
        }
    }

    @Test("the region believes the simulated devices, and asks nobody for a whole scan")
    func believable() async throws {
        try await serve(agents: 3) { server, dialer, roster in
            for mode in [LoadMode.firstDay, .pcDay] {
                let runner = LoadRunner(
                    plan(mode, server, roster, envelopes: 3), roster: roster, dialer: dialer, connections: .kept,
                    limits: .init(parallel: 1, seconds: 60, count: 100))
                try await runner.run()
            }
            let devices = try await server.store.devices(Query(asOf: server.clock.now), scope: .everything)
            #expect(devices.count == 3 * ReportMaker.deviceCount)
            let now = server.clock.now
            let made = try ReportMaker().envelope(.delta, of: 0, at: now, booted: now - 43_200, in: roster)
            let answer = try await dialer.connect().post(
                "/v1/reports", ByteBuffer(string: made.envelope.text))
            let response = try ReportCoder.decode(DeliveryResponse.self, from: Data(answer.body.readableBytesView))
            #expect(response.refused.isEmpty && response.sendFull == nil && response.rekey == nil)
        }
    }

    @Test("a server with another key is told nothing")
    func otherKey() async throws {
        try await serve(agents: 1) { server, dialer, roster in
            let other = try Dialer(
                server: dialer.server, pin: ServerPin(publicKeyInfo: Data("another".utf8)),
                on: MultiThreadedEventLoopGroup.singleton)
            var limits = LoadRunner.Limits(parallel: 1, seconds: 60, count: 1)
            limits.tries = 2
            let runner = LoadRunner(
                plan(.delta, server, roster), roster: roster, dialer: other, connections: .kept, limits: limits)
            try await runner.run()
            let counts = runner.tally.counts
            #expect(counts.accepted == 0 && counts.lost == 1 && counts.failed.values.reduce(0, +) == 2)
            #expect(other.http.received == 0)
            #expect(try await server.storedCount() == 0)
        }
    }

    @Test("a code with too few uses says whose turn it was")
    func usedUp() async throws {
        try await serve(agents: 1) { server, dialer, _ in
            let code = try await server.code(uses: 1)
            let agents = (0..<2).map { _ in SimulatedAgent(SigningKey()) }
            await #expect(throws: LoadFailure.self) {
                try await Enroller(dialer: dialer, codes: [code]).enroll(agents, parallel: 1)
            }
        }
    }
}
