import FoundationEssentials
import Logging
import NDT7
import NIOCore
import NIOPosix
import Reports
import Synchronization
import Testing

@testable import LineTesting

extension LoopbackLine {
    /// The whole measurement over loopback.
    @Suite struct LineMeasurementTests {
        static let group = MultiThreadedEventLoopGroup.singleton
        static let stamp = ObservedTime(
            bootID: "boot", monotonic: 5, wallClock: Date(timeIntervalSince1970: 1_790_000_000))

        static func measure(
            _ server: TestServer, id: String? = nil, lookUp: LineMeasurement.Lookup? = nil,
            progress: LineMeasurement.ProgressCallback? = nil
        ) async -> LineTest {
            let measurement = LineMeasurement(
                configuration: .init(
                    server: server, metadata: ClientMetadata(clientName: "test", clientVersion: "1"),
                    idleDuration: .milliseconds(250), probeInterval: .milliseconds(20),
                    directionLimit: .milliseconds(400),
                    handshakeTimeLimit: .seconds(2), lookUp: lookUp),
                group: group, now: { stamp }, processorSeconds: { 0 })
            return await measurement.run(id: id, progress: progress)
        }

        /// Both addresses of this computer; servers here listen on the second one tried.
        static let both: LineMeasurement.Lookup = { server in
            try ["::1", "127.0.0.1"].map { try SocketAddress(ipAddress: $0, port: server.port) }
        }

        static func withServer<Value: Sendable>(
            _ configuration: NDT7Server.Configuration = .init(), host: String = "127.0.0.1",
            _ body: (TestServer) async throws -> Value
        ) async throws -> Value {
            let server = NDT7Server(configuration: configuration, logger: Logger(label: "test"))
            try await server.start(group: group)
            let port = try #require(server.boundAddress?.port)
            do {
                let value = try await body(TestServer(host: host, port: port))
                await server.shutdown()
                return value
            } catch {
                await server.shutdown()
                throw error
            }
        }

        @Test("measures everything", .timeLimit(.minutes(1)), arguments: ["127.0.0.1", "localhost"])
        func measuresEverything(host: String) async throws {
            let steps = Mutex<[LineProgress]>([])
            let (test, server) = try await Self.withServer(host: host) { server in
                (
                    await Self.measure(server, id: "7", lookUp: Self.both) { step in steps.withLock { $0.append(step) }
                    },
                    server.description
                )
            }
            #expect(test.problem == nil)
            #expect(test.id == "7")
            #expect(test.startedAt == Self.stamp)
            #expect(test.server == server)
            #expect(test.method == "ndt7")
            #expect(try #require(test.downloadMbps) > 10)
            #expect(try #require(test.uploadMbps) > 10)
            #expect((0.001..<1000).contains(try #require(test.idleLatencyMs)))
            #expect((0.001..<2001).contains(try #require(test.loadedLatencyMs)))
            #expect(try #require(test.jitterMs) >= 0)
            #expect((0...1).contains(try #require(test.loss)))
            #expect(test.bytesReceived > 100_000)
            #expect(test.bytesSent > 100_000)
            #expect(test.verdict == .unknown)
            #expect(test.stoppedEarly == false)
            // Under a second of loopback on a busy machine may still be rising.
            #expect(Set(test.marks ?? []).isSubset(of: [.rampLimited]))
            #expect(test.gateway == nil, "no gateway was given")
            for rate in try [#require(test.download), #require(test.upload)] {
                #expect(rate.ending == "stopped_by_client")
                #expect(rate.bytes > 100_000)
                #expect(rate.steadyMbps == nil, "0.4 s settle nothing")
                #expect(try #require(rate.minRTTMs) > 0)
            }
            let phases = steps.withLock { steps in
                LineProgress.Phase.allCases.filter { phase in steps.contains { $0.phase == phase } }
            }
            #expect(phases == [.latency, .download, .upload])
        }

        @Test(.timeLimit(.minutes(1))) func nobodyThereIsUnknownWhereNothingElseWasTried() async throws {
            // A port that was free a moment ago.
            let server = try await Self.withServer { $0 }
            let test = await Self.measure(server)
            #expect(test.verdict == .unknown)
            #expect(test.download?.ending == "unreachable")
            #expect(test.problem?.contains("Connection refused") == true, "\(test.problem ?? "no problem")")
            #expect(test.downloadMbps == nil)
            #expect(UUID(uuidString: test.id) != nil)
        }

        @Test(.timeLimit(.minutes(1))) func anUnknownNameIsNoOutage() async throws {
            let test = await Self.measure(
                TestServer(host: "no-such-server.invalid", port: 80),
                lookUp: { _ in
                    throw NDT7Failure.unreachable(reason: "nobody knows that name")
                })
            #expect(test.verdict == .unknown)
            #expect(test.download?.ending == "name_not_found")
            #expect(test.problem?.contains("nobody knows that name") == true, "\(test.problem ?? "")")
        }

        @Test(.timeLimit(.minutes(1))) func aBusyServerIsSaidAndIsTheLimit() async throws {
            let configuration = NDT7Server.Configuration(maximumConcurrentTests: 0, retryAfterSeconds: 9)
            let test = try await Self.withServer(configuration) { await Self.measure($0) }
            #expect(test.verdict == .serverLimited)
            #expect(test.problem?.contains("busy: try again in 9 s") == true, "\(test.problem ?? "no problem")")
            #expect(test.idleLatencyMs != nil)
            #expect(test.uploadMbps == nil)
        }
    }
}
