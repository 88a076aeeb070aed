import Aggregator
import Foundation
import NIOCore
import NIOPosix
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
        let limit = perAddress ?? 20
        func bound(_ configuration: inout AggregatorConfiguration) {
            configuration.connections.maximumConnections = 20
            configuration.connections.maximumPerAddress = perAddress ?? 1_000
        }
        try await LiveAggregator.run(configure: bound) { server in
            var held: [any Channel] = []
            for _ in 0..<limit { held.append(try await Self.connect(server.port)) }
            // Those that stand were all let in: each is answered.
            for _ in 0..<200 {
                let extra = try await Self.connect(server.port)
                try await extra.closeFuture.get()
            }
            let standing = held.count { $0.isActive }
            #expect(standing == limit)
            for channel in held { try await channel.close() }
            // The server hears of each end in its own time; what it then lets in, it answers.
            while true {
                if let answer = try? await RawHTTP.get("/healthz", port: server.port) {
                    #expect(answer.status == 200)
                    return
                }
            }
        }
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

    private static func connect(_ port: Int) async throws -> any Channel {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
    }

    private static func isWell(_ server: LiveAggregator, tls: TLSMode) async throws -> Bool {
        guard tls == .on else { return try await RawHTTP.get("/healthz", port: server.port).status == 200 }
        return try await TLSClient.connect(port: server.port) { _, get in try await get("/healthz").status == 200 }
    }
}
