import Aggregator
import Foundation
import Logging
import NIOCore
import NIOPosix
import RelationalStore
import Reports
import SQLiteStore
import ServiceLifecycle
import Store
import Testing

@Suite("Serving", .timeLimit(.minutes(1)))
struct ServingTests {
    @Test("says that it is well, and answers strange requests with a word")
    func answers() async throws {
        try await LiveAggregator.run { server in
            let health = try await RawHTTP.get("/healthz", port: server.port)
            #expect(health.status == 200)
            #expect(health.body == "ok\n")
            let missing = try await RawHTTP.get("/nowhere", port: server.port)
            #expect(missing.status == 404)
            #expect(missing.word == "not_found")
            let garbage = try await RawHTTP.send("\u{1}\u{2}\r\n\r\n", port: server.port)
            #expect(garbage.status == 400)
            #expect(try await RawHTTP.get("/healthz", port: server.port).status == 200)
        }
    }

    @Test("a wrong method is told the right one", arguments: ["/v1/enroll", "/v1/reports"])
    func methods(_ path: String) async throws {
        try await LiveAggregator.run { server in
            let answer = try await RawHTTP.get(path, port: server.port)
            #expect(answer.status == 405)
            #expect(answer.word == "method_not_allowed")
            #expect(answer.headers["allow"] == "POST")
            let head = try await RawHTTP.send(
                "HEAD /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", port: server.port)
            #expect(head.status == 200)
        }
    }

    @Test("a body that does not arrive in time is refused", arguments: ["/v1/enroll", "/v1/reports"])
    func slowBody(_ path: String) async throws {
        func hurry(_ configuration: inout AggregatorConfiguration) { configuration.bodyTimeout = .milliseconds(50) }
        try await LiveAggregator.run(configure: hurry) { server in
            let answer = try await RawHTTP.send(
                "POST \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 100\r\n\r\nx",
                port: server.port)
            #expect(answer.status == 408)
            #expect(answer.word == "body_too_slow")
        }
    }

    @Test("an error inside is not told to the network")
    func internalError() async throws {
        let store = try SQLiteStore.inMemory()
        try await LiveAggregator.run(store: store) { server in
            try store.close()
            let answer = try await server.enroll(.init(), secret: "0000000000")
            #expect(answer.status == 500)
            #expect(answer.word == "internal_error")
            #expect(!answer.body.lowercased().contains("sql"))
        }
    }

    @Test("a port that is taken is said")
    func portTaken() async throws {
        let holder = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(holder.localAddress?.port)
        let store = try SQLiteStore.inMemory()
        let service = try AggregatorApplication.build(
            store: store, region: try await RegionIdentity.load(from: store),
            configuration: AggregatorConfiguration(listen: ListenAddress(host: "127.0.0.1", port: port)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let failure = await #expect(throws: AggregatorFailure.self) { try await service.run() }
        #expect(failure?.description.contains("127.0.0.1:\(port)") == true)
        try await holder.close()
    }

    @Test(
        "plain HTTP stays on this machine",
        arguments: [
            ("127.0.0.1:80", true), ("127.9.9.9:0", true), ("[::1]:80", true), ("localhost:80", true),
            ("0.0.0.0:80", false), ("10.0.0.5:80", false), ("[::]:80", false), ("127.0.0.1.evil.example:80", false),
            ("example.com:80", false), ("127.0.0.256:80", false),
        ])
    func loopbackOnly(_ text: String, _ allowed: Bool) throws {
        let address = try ListenAddress(text)
        #expect(address.isLoopback == allowed)
        #expect(address.description == text)
        try address.requireSafe(withTLS: true)
        if allowed {
            try address.requireSafe(withTLS: false)
        } else {
            #expect(throws: AggregatorFailure.notLoopback(text)) { try address.requireSafe(withTLS: false) }
        }
    }

    @Test(
        "an address needs a host and a port",
        arguments: ["", "8080", ":80", "h:", "h:x", "h:70000", "::1:80", "[]:1"])
    func badAddress(_ text: String) {
        #expect(throws: AggregatorFailure.badAddress(text)) { try ListenAddress(text) }
    }
}
