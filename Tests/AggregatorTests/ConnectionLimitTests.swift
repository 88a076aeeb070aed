import Aggregator
import Foundation
import NIOCore
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

@Suite("Connections that never end", .timeLimit(.minutes(1)))
struct ConnectionLimitTests {
    /// How a stranger holds a connection open, and what it says at the beginning.
    enum Hold: String, CaseIterable, Sendable {
        case silent, drippedHead, drippedBody, bodyToNowhere

        var opening: String {
            switch self {
            case .silent: ""
            case .drippedHead: "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: "
            case .drippedBody: "POST /v1/reports HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
            case .bodyToNowhere: "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
            }
        }
    }

    @Test("a connection ends at its deadline, however it drips", arguments: Hold.allCases, [TLSMode.off, .on])
    func deadlines(_ hold: Hold, _ tls: TLSMode) async throws {
        let store = try SQLiteStore.inMemory()
        let board = try await TrustBoard(region: try await RegionIdentity.load(from: store), store: store)
        func hurry(_ configuration: inout AggregatorConfiguration) {
            configuration.tls = tls
            configuration.bodyTimeout = .milliseconds(60)
            configuration.connections.bodyGrace = .milliseconds(20)
            configuration.connections.head = .milliseconds(60)
            configuration.connections.handshake = .seconds(20)
        }
        try await LiveAggregator.run(store: store, configure: hurry, trust: board) { server in
            try await DrippingClient.run(
                port: server.port, tls: tls == .on, opening: hold.opening, drips: hold != .silent)
            let isWell = try await Self.isWell(server, tls: tls)
            #expect(isWell)
        }
    }

    @Test("a TLS handshake that is never finished ends", arguments: ["", "\u{16}\u{3}\u{1}\u{2}"])
    func handshake(_ opening: String) async throws {
        let store = try SQLiteStore.inMemory()
        let board = try await TrustBoard(region: try await RegionIdentity.load(from: store), store: store)
        func hurry(_ configuration: inout AggregatorConfiguration) {
            configuration.tls = .on
            configuration.connections.handshake = .milliseconds(60)
        }
        try await LiveAggregator.run(store: store, configure: hurry, trust: board) { server in
            try await DrippingClient.run(port: server.port, tls: false, opening: opening, drips: false)
        }
    }

    @Test("connections beyond the limit are closed at once, and the service stays up", arguments: [nil, 5])
    func counts(_ perAddress: Int?) async throws {
        try await Self.flood(maximum: 20, perAddress: perAddress ?? 1_000, extras: 200)
    }

    @Test("thousands of connections beyond the limit leave the service answering")
    func flood() async throws {
        try await Self.flood(maximum: 20, perAddress: 1_000, extras: 3_000)
    }

    @Test("a head beyond its bytes is refused, and the next one served")
    func bigHead() async throws {
        try await LiveAggregator.run { server in
            let big = String(repeating: "x", count: 20_000)
            let answer = try? await RawHTTP.send(
                "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Big: \(big)\r\n\r\n", port: server.port)
            #expect(answer?.status != 200)
            let next = try await RawHTTP.get("/healthz", port: server.port)
            #expect(next.status == 200)
        }
    }

    /// Fills the server to its limit, comes with many more, fifty at a time, and counts who was let in.
    private static func flood(maximum: Int, perAddress: Int, extras: Int) async throws {
        func bound(_ configuration: inout AggregatorConfiguration) {
            configuration.connections.maximumConnections = maximum
            configuration.connections.maximumPerAddress = perAddress
        }
        try await LiveAggregator.run(configure: bound) { server in
            var held: [StandingClient] = []
            for _ in 0..<min(maximum, perAddress) {
                let client = try await StandingClient.connect(port: server.port)
                // The kernel takes a connection before the server counts it, and a later one may be counted first:
                // only an answer says that this one is in.
                try #require(await client.isAnswered())
                held.append(client)
            }
            var (accepted, refused) = (0, 0)
            while accepted + refused < extras {
                let batch = await isLetIn(count: min(50, extras - accepted - refused), port: server.port)
                accepted += batch.count { $0 }
                refused += batch.count { !$0 }
            }
            #expect(accepted == 0)
            #expect(refused == extras)
            for client in held { #expect(await client.isAnswered()) }
            for client in held { try await client.channel.close() }
            // The server hears of each end in its own time; what it then lets in, it answers.
            while true {
                guard let client = try? await StandingClient.connect(port: server.port) else { continue }
                let isAnswered = await client.isAnswered()
                client.channel.close(promise: nil)
                if isAnswered { break }
            }
        }
    }

    /// Of so many connections at once, who is answered.
    private static func isLetIn(count: Int, port: Int) async -> [Bool] {
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<count {
                group.addTask {
                    // A server that closes at once may do so before the client knows itself connected.
                    guard let client = try? await StandingClient.connect(port: port) else { return false }
                    let isAnswered = await client.isAnswered()
                    client.channel.close(promise: nil)
                    return isAnswered
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    private static func isWell(_ server: LiveAggregator, tls: TLSMode) async throws -> Bool {
        guard tls == .on else { return try await RawHTTP.get("/healthz", port: server.port).status == 200 }
        return try await TLSClient.connect(port: server.port) { _, get in try await get("/healthz").status == 200 }
    }
}
