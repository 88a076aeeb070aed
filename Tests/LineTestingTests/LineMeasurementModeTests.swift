import FoundationEssentials
import NDT7
import NIOCore
import NIOPosix
import Reports
import Synchronization
import Testing

@testable import LineTesting

extension LoopbackLine {
    /// Early stop, byte allowance, gateway, clocks and cancellation of the whole measurement, over loopback.
    @Suite struct LineMeasurementModeTests {
        static let group = MultiThreadedEventLoopGroup.singleton

        static func configuration(_ server: TestServer) -> LineMeasurement.Configuration {
            LineMeasurement.Configuration(
                server: server, metadata: ClientMetadata(clientName: "test", clientVersion: "1"),
                idleDuration: .milliseconds(200), probeInterval: .milliseconds(20), directionLimit: .milliseconds(300),
                handshakeTimeLimit: .seconds(2))
        }

        static func measure(
            _ configuration: LineMeasurement.Configuration,
            now: @escaping @Sendable () -> ObservedTime = { stamp(0, 0) },
            progress: LineMeasurement.ProgressCallback? = nil
        ) async -> LineTest {
            await LineMeasurement(configuration: configuration, group: group, now: now, processorSeconds: { 0 })
                .run(progress: progress)
        }

        static func stamp(_ monotonic: Double, _ wall: Double) -> ObservedTime {
            ObservedTime(bootID: "b", monotonic: monotonic, wallClock: Date(timeIntervalSince1970: wall))
        }

        @Test(.timeLimit(.minutes(2))) func anEarlyMeasurementStopsBothDirections() async throws {
            let paced = PacedServer(mbps: 20)
            var configuration = Self.configuration(try await paced.start(group: Self.group))
            configuration.effort = .early
            configuration.directionLimit = nil
            configuration.accessToken = "a b"
            var test = await Self.measure(configuration)
            var tries = 1
            // A busy machine paces unevenly, and then running on is right: it gets three more chances to be even.
            while tries < 4, test.download?.stoppedEarly != true || test.upload?.stoppedEarly != true {
                test = await Self.measure(configuration)
                tries += 1
            }
            try await paced.stop()
            #expect(test.stoppedEarly)
            #expect(test.problem == nil)
            // The upload's bytes are not paced, only counted so: its ends may well wait for each other on a busy machine.
            #expect(Set(test.marks ?? []).isSubset(of: [.serverLimited, .pcLimited]))
            for (rate, headline) in [(test.download, test.downloadMbps), (test.upload, test.uploadMbps)] {
                let rate = try #require(rate)
                #expect(rate.stoppedEarly)
                #expect(rate.ending == "stopped_early")
                #expect(rate.early == nil, "nothing ran on to compare with")
                #expect(rate.steadyMbps == headline)
                #expect((18.5...21.5).contains(try #require(headline)))
                #expect(try #require(rate.seconds) >= EarlyStopRule.burstSeconds)
                let (low, high) = try (#require(rate.lowMbps), #require(rate.highMbps))
                #expect(low <= 20 && 20 <= high)
            }
            #expect(paced.requests.withLock { $0.count } == 2 * tries)
            #expect(paced.requests.withLock { $0.allSatisfy { $0.contains("access_token=a%20b") } })
        }

        @Test(.timeLimit(.minutes(1))) func latencyAloneMovesNoPayload() async throws {
            let paced = PacedServer(mbps: 20)
            var configuration = Self.configuration(try await paced.start(group: Self.group))
            configuration.effort = .latency
            let phases = Mutex<Set<LineProgress.Phase>>([])
            let test = await Self.measure(
                configuration, progress: { step in phases.withLock { _ = $0.insert(step.phase) } })
            try await paced.stop()
            #expect(test.problem == nil)
            #expect((0.001..<1000).contains(try #require(test.idleLatencyMs)))
            #expect(test.download == nil && test.upload == nil)
            #expect(test.downloadMbps == nil && test.uploadMbps == nil && test.loadedLatencyMs == nil)
            #expect(test.bytesReceived == 0 && test.bytesSent == 0)
            #expect(paced.requests.withLock { $0.isEmpty }, "no test was asked for")
            #expect(phases.withLock { $0 } == [.latency])
        }

        @Test(.timeLimit(.minutes(1))) func theAllowanceBoundsBothDirections() async throws {
            let test = try await LineMeasurementTests.withServer { server in
                var configuration = Self.configuration(server)
                configuration.directionLimit = nil
                configuration.byteAllowance = 40_000_000
                return await Self.measure(configuration)
            }
            let download = try #require(test.download)
            #expect(download.ending == "byte_capped")
            #expect((30_000_000..<36_000_000).contains(download.bytes), "\(download.bytes)")
            #expect(test.marks?.contains(.byteCapped) == true)
            #expect(test.downloadMbps != nil, "the mean stands")
            // Loopback holds megabytes under way; what they left is the upload's, or it was not tried.
            if let upload = test.upload {
                #expect(upload.ending == "byte_capped")
                #expect(upload.bytes < 12_000_000)
            } else {
                #expect(test.problem?.contains("allowance was used up") == true)
            }
        }

        @Test(.timeLimit(.minutes(1))) func aGatewayThatRefusesAnswers() async throws {
            // A port that was free a moment ago: everything that knocks is refused.
            let port = try await LineMeasurementTests.withServer { $0.port }
            let test = try await LineMeasurementTests.withServer { server in
                var configuration = Self.configuration(server)
                configuration.gateway = try SocketAddress(ipAddress: "127.0.0.1", port: port)
                return await Self.measure(configuration)
            }
            let gateway = try #require(test.gateway)
            #expect(gateway.answered)
            #expect(gateway.loss == 0)
            #expect((0..<500).contains(try #require(gateway.idleMs)))
            #expect((0..<501).contains(try #require(gateway.loadedMs)))
            #expect(gateway.jitterMs != nil)
        }

        @Test(
            "a clock that is set is marked and changes no figure", .timeLimit(.minutes(1)),
            arguments: [3600.0, -1.7e9, 1])
        func clockJumps(by jump: Double) async throws {
            let calls = Mutex(0)
            let test = try await LineMeasurementTests.withServer { server in
                await Self.measure(
                    Self.configuration(server),
                    now: {
                        let call = calls.withLock { count in
                            count += 1
                            return Double(count - 1)
                        }
                        return Self.stamp(100 + call, 1.79e9 + call * (1 + jump))
                    })
            }
            #expect(calls.withLock { $0 } == 2)
            #expect(test.startedAt == Self.stamp(100, 1.79e9))
            #expect((test.marks?.contains(.clockJumped) ?? false) == (abs(jump) > 2))
            #expect((0.3..<3).contains(try #require(test.download?.seconds)), "time is counted by a clock nobody sets")
        }

        @Test(
            "cancelled, it ends at once and counts its bytes", .timeLimit(.minutes(1)),
            arguments: LineProgress.Phase.allCases)
        func cancelled(during phase: LineProgress.Phase) async throws {
            let (test, waited) = try await LineMeasurementTests.withServer { server in
                var configuration = Self.configuration(server)
                if phase == .latency { configuration.idleDuration = .seconds(30) }
                if phase == .download { configuration.directionLimit = nil }
                let begun = AsyncStream.makeStream(of: Void.self)
                let task = Task { [configuration] in
                    await Self.measure(configuration, progress: { if $0.phase == phase { begun.continuation.yield() } })
                }
                for await _ in begun.stream { break }
                let asked = NIODeadline.now()
                task.cancel()
                return (await task.value, NIODeadline.now() - asked)
            }
            #expect(waited < .seconds(5))
            #expect(test.verdict == .unknown, "what was cancelled says nothing of the line")
            #expect(test.problem?.contains("cancelled") == true)
            switch phase {
            case .latency: #expect(test.download == nil && test.upload == nil)
            case .download:
                #expect(test.download?.ending == "cancelled")
                #expect(test.upload == nil)
                #expect(test.bytesReceived > 100_000)
            case .upload:
                #expect(test.upload?.ending == "cancelled")
                #expect(test.bytesSent > 100_000)
            }
        }
    }
}
