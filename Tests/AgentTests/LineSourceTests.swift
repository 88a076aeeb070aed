import Agent
import Foundation
import Logging
import NDT7
import NIOCore
import NIOPosix
import Reports
import Testing

struct LineSourceTests {
    /// The words are those of the agent's own look-up: NIO's resolver would leave a thread that wakes every second.
    @Test(.timeLimit(.minutes(1))) func aNameIsFoundWithoutNIOsResolver() async {
        let source = LineSource(
            group: MultiThreadedEventLoopGroup.singleton, clock: TestClock().clock, durationSeconds: 1)
        // RFC 6761 keeps .invalid from ever being a name.
        let test = await source.measure(server: "ws://no-such-server.invalid:80")
        #expect(test.problem?.contains("it cannot be found by its name") == true, "\(test.problem ?? "")")
        #expect(test.verdict == .unknown, "no gateway was tried")
        #expect(test.download?.ending == "name_not_found")
    }
}

/// Line tests over wss: the region's server is known by its key, every other by the system's roots.
@Suite(.timeLimit(.minutes(1))) struct PinnedLineTests {
    @Test func theRegionsServerIsKnownByItsKey() async throws {
        let identity = try TestIdentity.expired
        let group = MultiThreadedEventLoopGroup.singleton
        let configuration = NDT7Server.Configuration(
            prepareChannel: try SecureTransport.server(
                certificatePEM: identity.certificatePEM, keyPEM: identity.keyPEM))
        let server = NDT7Server(configuration: configuration, logger: Logger(label: "test"))
        try await server.start(group: group)
        let url = "wss://127.0.0.1:\(server.boundAddress?.port ?? 0)"
        // A sanitizer's handshake alone takes longer than a second.
        let seconds = ProcessInfo.processInfo.environment["PARTA_SANITIZED"] == nil ? 1 : 8
        func measure(_ pins: Set<ServerPin>) async -> LineTest {
            await LineSource(group: group, clock: .system(), durationSeconds: seconds, pins: pins).measure(server: url)
        }
        let known = await measure([identity.pin])
        #expect(known.downloadMbps != nil, "\(known.problem ?? "")")
        let other = await measure([ServerPin(publicKeyInfo: Data("another".utf8))])
        #expect(other.downloadMbps == nil && other.problem?.contains("not trusted") == true, "\(other.problem ?? "")")
        #expect(await measure([]).downloadMbps == nil)
        await server.shutdown()
    }

    /// By hand: the region's hosts alone have the region's keys.
    @Test func aTestByHandKnowsTheRegionsHosts() async throws {
        let directory = try TemporaryDirectory()
        let identity = try TestIdentity.make()
        let aggregator = try await TestAggregator(identity)
        try aggregator.state(2, pins: [identity.pin], servers: ["https://new.example.kz"])
        try await AgentCore.make(in: directory).enroll(with: aggregator.file())
        let state = directory.file("state")
        #expect(LineSource.pins(toward: "wss://127.0.0.1:9", in: state) == [identity.pin])
        #expect(LineSource.pins(toward: "wss://NEW.example.kz", in: state) == [identity.pin])
        for other in ["ws://127.0.0.1:9", "wss://measurement-lab.org", "nonsense"] {
            #expect(LineSource.pins(toward: other, in: state) == [])
        }
        #expect(LineSource.pins(toward: "wss://127.0.0.1:9", in: directory.file("none")) == [])
    }
}
