import NIOCore
import NIOEmbedded
import NIOPosix
import NIOSSL
import Synchronization
import Testing

@testable import NDT7

/// Tests over TLS, with real sockets and certificates made on the spot.
@Suite(.serialized) struct SecureTransportTests {
    static let group = MultiThreadedEventLoopGroup.singleton

    static func withServer<Value: Sendable>(
        _ certificate: TestCertificate, onTestEnd: (@Sendable (ServerTestSummary) -> Void)? = nil,
        _ body: (NDT7Server, Int) async throws -> Value
    ) async throws -> Value {
        var configuration = NDT7Server.Configuration(
            prepareChannel: try SecureTransport.server(
                certificatePEM: certificate.certificatePEM, keyPEM: certificate.keyPEM), onTestEnd: onTestEnd)
        configuration.limits.duration = .milliseconds(200)
        return try await LoopbackTests.withServer(configuration) { try await body($0, $1.port) }
    }

    static func test(
        _ host: String, _ port: Int, _ trust: SecureTransport.Trust, _ direction: Direction = .download
    ) async throws -> NDT7Result {
        let configuration = NDT7Client.Configuration(
            server: TestServer(host: host, port: port, isSecure: true), metadata: LoopbackTests.metadata,
            prepareChannel: try SecureTransport.client(host: host, trust: trust),
            address: try SocketAddress(ipAddress: "127.0.0.1", port: port))
        let client = NDT7Client(configuration: configuration)
        return direction == .download
            ? try await client.download(group: group) : try await client.upload(group: group)
    }

    @Test(
        "wss, by name and by address", .timeLimit(.minutes(1)), arguments: ["localhost", "localhost.", "127.0.0.1"],
        Direction.allCases)
    func works(host: String, direction: Direction) async throws {
        let certificate = try TestCertificate.make(["DNS:localhost", "IP:127.0.0.1"])
        let summaries = Mutex<[ServerTestSummary]>([])
        let result = try await Self.withServer(
            certificate, onTestEnd: { end in summaries.withLock { $0.append(end) } },
            { _, port in try await Self.test(host, port, .roots([certificate.root]), direction) })
        #expect(result.ending == .closedByServer)
        #expect(result.warnings == [])
        #expect(result.bytes > 100_000)
        let summary = try #require(summaries.withLock { $0.only })
        #expect(summary.closedCleanly)
        #expect(summary.violation == nil)
    }

    @Test(
        "a certificate that is not the host's is refused", .timeLimit(.minutes(1)),
        arguments: [("DNS:other.example", "localhost"), ("IP:127.0.0.2", "127.0.0.1"), ("DNS:localhost", "127.0.0.1")])
    func wrongName(name: String, host: String) async throws {
        let certificate = try TestCertificate.make([name])
        try await Self.withServer(certificate) { server, port in
            let failure = await #expect(throws: NDT7Failure.self) {
                try await Self.test(host, port, .roots([certificate.root]))
            }
            guard case .notSecure = failure?.kind else {
                Issue.record("\(String(describing: failure))")
                return
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func aRootOfNobodyIsRefusedInWords() async throws {
        let certificate = try TestCertificate.make(["DNS:localhost"])
        try await Self.withServer(certificate) { server, port in
            let failure = await #expect(throws: NDT7Failure.self) {
                try await Self.test("localhost", port, .systemRoots)
            }
            #expect(
                failure?.description.contains("(its certificate is not trusted here)") == true,
                "\(String(describing: failure))")
        }
    }

    @Test("a callback replaces every other check", .timeLimit(.minutes(1)), arguments: [true, false])
    func pins(accepts: Bool) async throws {
        let certificate = try TestCertificate.make(["DNS:other.example"])
        let root = try certificate.root
        let trust = SecureTransport.Trust.custom { chain, promise in
            promise.succeed(accepts && chain == [root] ? .certificateVerified : .failed)
        }
        try await Self.withServer(certificate) { _, port in
            guard accepts else {
                _ = await #expect(throws: NDT7Failure.self) { try await Self.test("127.0.0.1", port, trust) }
                return
            }
            let result = try await Self.test("127.0.0.1", port, trust)
            #expect(result.bytes > 0)
        }
    }

    @Test(.timeLimit(.minutes(1))) func plainAndSecureDoNotMix() async throws {
        let certificate = try TestCertificate.make(["DNS:localhost"])
        try await Self.withServer(certificate) { _, port in
            _ = await #expect(throws: NDT7Failure.self) {
                try await LoopbackTests.client(TestServer(host: "127.0.0.1", port: port)).download(group: Self.group)
            }
        }
        try await LoopbackTests.withServer { server, address in
            let failure = await #expect(throws: NDT7Failure.self) {
                try await Self.test("localhost", address.port, .systemRoots)
            }
            guard case .notSecure = failure?.kind else {
                Issue.record("\(String(describing: failure))")
                return
            }
            #expect(server.runningTests == 0)
        }
    }

    @Test func aKeyOfAnotherCertificateIsRefusedAtTheStart() throws {
        let (one, other) = (try TestCertificate.make(["DNS:a"]), try TestCertificate.make(["DNS:a"]))
        #expect(throws: (any Error).self) {
            try SecureTransport.server(certificatePEM: one.certificatePEM, keyPEM: other.keyPEM)
        }
    }

    /// What TLS does with a close whose peer is silent: it waits.
    private final class Lingering: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
            promise?.succeed()
        }
    }

    @Test func aCutDoesNotWaitForTLS() throws {
        let channel = EmbeddedChannel(handlers: [ConnectionCutter(), Lingering()])
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        let plan = ClientTestPlan(direction: .download, begun: channel.embeddedEventLoop.now)
        let promise = channel.eventLoop.makePromise(of: NDT7Result.self)
        try channel.pipeline.syncOperations.addHandler(ClientTestHandler(plan: plan, promise: promise))
        channel.embeddedEventLoop.advanceTime(by: .seconds(13))
        try #require(!channel.isActive)
        channel.embeddedEventLoop.run()
        #expect(try promise.futureResult.wait().ending == .timedOut)
    }
}

/// What BoringSSL says, in words for a technician.
@Suite struct TLSReasonTests {
    @Test(
        arguments: [
            (
                "Error: 268435581 error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED at /a b/c.cc:320",
                "its certificate is not trusted here"
            ),
            ("Error: 1 error:2:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER at /x.cc:1", "it does not speak TLS"),
            (
                "Error: 1 error:2:SSL routines:OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION at /x.cc:1",
                "tlsv1 alert protocol version"
            ), ("", "the handshake failed"),
        ])
    func reason(_ said: String, _ words: String) {
        #expect(NDT7Failure.reason(ofTLS: said) == words)
    }
}
