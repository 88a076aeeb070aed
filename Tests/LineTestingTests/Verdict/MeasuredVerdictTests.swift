import NDT7
import NIOCore
import NIOPosix
import Reports
import Testing

@testable import LineTesting

extension LoopbackLine {
    /// From packets to a verdict: the whole measurement against the real server, a router of the test's own beside it.
    @Suite struct MeasuredVerdictTests {
        enum Server: Sendable { case free, nearlyFull, full, gone, unnamed }

        struct Circumstances: Sendable, CustomTestStringConvertible {
            var verdict: LineVerdict
            var server = Server.free
            var hasRouter = true
            var findsNames = true
            var isPage = false
            var busyProcessor = false

            var testDescription: String { "\(verdict.rawValue): \(server), router \(hasRouter), names \(findsNames)" }
        }

        static let table = [
            Circumstances(verdict: .clear), Circumstances(verdict: .dns, findsNames: false),
            Circumstances(verdict: .unknown, hasRouter: false),
            Circumstances(verdict: .serverLimited, server: .nearlyFull),
            Circumstances(verdict: .serverLimited, server: .full),
            Circumstances(verdict: .pcLimited, busyProcessor: true), Circumstances(verdict: .outage, server: .gone),
            Circumstances(verdict: .unknown, server: .gone, hasRouter: false),
            Circumstances(verdict: .dns, server: .unnamed, findsNames: false),
            Circumstances(verdict: .captive, isPage: true),
        ]

        private static let group = MultiThreadedEventLoopGroup.singleton
        private struct NoSuchName: Error {}

        @Test(.timeLimit(.minutes(1)), arguments: table)
        func verdict(_ circumstances: Circumstances) async throws {
            let router = try await ServerBootstrap(group: Self.group).bind(host: "127.0.0.1", port: 0).get()
            let port = try #require(router.localAddress?.port)
            let loop = Self.group.next()
            let route = DefaultRoute(interface: "lo", gateway: circumstances.hasRouter ? "127.0.0.1" : nil)
            let gateway = await GatewayProbe.find(behind: route, ports: [port], on: loop)?.address
            let finds = circumstances.findsNames
            var probed = await NameProbe(
                lookUp: { _, port in
                    guard finds else { throw NoSuchName() }
                    return [try SocketAddress(ipAddress: "127.0.0.1", port: port)]
                }, on: loop
            ).measure("server.example")
            if circumstances.isPage { probed.captive = true }
            let names = probed

            let test = try await Self.withServer(circumstances.server) { server in
                var configuration = LineMeasurementModeTests.configuration(server)
                configuration.gateway = gateway
                configuration.surroundings.names = names
                configuration.lookUp = { _ in throw NoSuchName() }
                let isBusy = circumstances.busyProcessor
                return await LineMeasurement(
                    configuration: configuration, group: Self.group, now: { LineMeasurementModeTests.stamp(0, 0) },
                    processorSeconds: { isBusy ? Double(NIODeadline.now().uptimeNanoseconds) / 1e9 : 0 }
                ).run()
            }
            try await router.close().get()
            #expect(test.verdict == circumstances.verdict, "\(test)")
            #expect((test.gateway != nil) == circumstances.hasRouter)
            #expect(test.names == names)
            #expect(LineFindings(test).verdict == test.verdict, "whoever reads the test later judges the same")
            let marks: [LineVerdict: LineMark] = [.pcLimited: .pcLimited, .serverLimited: .serverLimited]
            // On a busy machine a test this short may still be rising: that is another matter.
            let judged = (test.marks ?? []).filter { $0 != .rampLimited }
            #expect(judged == marks[test.verdict].map { [$0] } ?? [])
            if circumstances.server == .nearlyFull {
                #expect(test.circumstances?.serverTests == 2 && test.circumstances?.serverTestLimit == 2)
                #expect(test.downloadMbps != nil)
            }
        }

        private static func withServer(
            _ kind: Server, _ body: @Sendable (TestServer) async throws -> LineTest
        ) async throws -> LineTest {
            switch kind {
            case .gone:
                // A port that was free a moment ago.
                return try await body(LineMeasurementTests.withServer { $0 })
            case .unnamed: return try await body(TestServer(host: "server.example", port: 80))
            case .free: return try await LineMeasurementTests.withServer { try await body($0) }
            case .full:
                return try await LineMeasurementTests.withServer(.init(maximumConcurrentTests: 0)) {
                    try await body($0)
                }
            case .nearlyFull:
                let begun = AsyncStream.makeStream(of: Void.self)
                var configuration = NDT7Server.Configuration(maximumConcurrentTests: 2)
                configuration.onTestBegin = { _, _ in begun.continuation.yield() }
                return try await LineMeasurementTests.withServer(configuration) { server in
                    let other = NDT7Client(
                        configuration: .init(
                            server: server, metadata: ClientMetadata(clientName: "other", clientVersion: "1")))
                    let load = Task { try await other.download(group: group) }
                    for await _ in begun.stream { break }
                    let test = try await body(server)
                    load.cancel()
                    _ = await load.result
                    return test
                }
            }
        }
    }
}
