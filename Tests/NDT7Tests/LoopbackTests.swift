import Logging
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import NDT7

/// Client and server in one process, over real sockets.
@Suite(.serialized) struct LoopbackTests {
    static let group = MultiThreadedEventLoopGroup.singleton
    static let metadata = ClientMetadata(clientName: "парта-test", clientVersion: "1")

    static func withServer<Value: Sendable>(
        _ configuration: NDT7Server.Configuration = .init(), _ body: (NDT7Server, TestServer) async throws -> Value
    ) async throws -> Value {
        let server = NDT7Server(configuration: configuration, logger: Logger(label: "test"))
        try await server.start(group: group)
        let port = try #require(server.boundAddress?.port)
        do {
            let value = try await body(server, TestServer(host: "127.0.0.1", port: port))
            await server.shutdown()
            return value
        } catch {
            await server.shutdown()
            throw error
        }
    }

    static func client(_ server: TestServer, limit: TimeAmount? = .milliseconds(300)) -> NDT7Client {
        NDT7Client(configuration: .init(server: server, metadata: metadata, durationLimit: limit))
    }

    @Test(.timeLimit(.minutes(1))) func downloads() async throws {
        let progress = Mutex<[NDT7Progress]>([])
        let result = try await Self.withServer { _, server in
            try await Self.client(server).download(group: Self.group) { step in progress.withLock { $0.append(step) } }
        }
        #expect(result.ending == .stoppedByClient)
        #expect(result.warnings == [])
        #expect(result.bytes > 1_000_000)
        #expect((0.3..<5).contains(result.elapsedSeconds))
        let mbps = try #require(result.mbps)
        #expect(abs(mbps - Double(result.bytes) * 8 / result.elapsedSeconds / 1e6) < 1e-6)
        #expect(result.localBytesReceived >= result.bytes)
        #expect(progress.withLock { $0.count } >= 1)
        #expect(result.samples.map(\.bytes) == result.samples.map(\.bytes).sorted())
    }

    @Test(.timeLimit(.minutes(1))) func uploadsAndIsRatedByTheReceiver() async throws {
        let summaries = Mutex<[ServerTestSummary]>([])
        let configuration = NDT7Server.Configuration(onTestEnd: { summary in summaries.withLock { $0.append(summary) } }
        )
        let result = try await Self.withServer(configuration) { _, server in
            try await Self.client(server).upload(group: Self.group)
        }
        #expect(result.ending == .stoppedByClient)
        #expect(result.warnings == [])
        let info = try #require(result.lastServerMeasurement?.tcpInfo)
        #expect(result.bytes == info.bytesReceived.map { Int($0) })
        #expect(result.mbps != nil)
        // The server's application counted the payload alone; its kernel, frames and upgrade too.
        let summary = try #require(summaries.withLock { $0.first })
        #expect(summary.closedCleanly)
        #expect(summary.bytes > 1_000_000)
        #expect((Double(summary.bytes) * 0.95...Double(summary.bytes) * 1.01).contains(Double(result.bytes)))
        #expect(result.localBytesSent >= result.bytes)
        #expect(result.retransmitShare != nil)
        #expect(result.congestionControl?.isEmpty == false)
        #expect(result.minRTTMs != nil)
    }

    /// The server's own end, with its limits shortened: both close as the protocol says.
    @Test("the server ends the test", .timeLimit(.minutes(1)), arguments: Direction.allCases)
    func serverEnds(_ direction: Direction) async throws {
        let summaries = Mutex<[ServerTestSummary]>([])
        var configuration = NDT7Server.Configuration(onTestEnd: { summary in summaries.withLock { $0.append(summary) } }
        )
        configuration.limits.duration = .milliseconds(300)
        let result = try await Self.withServer(configuration) { _, server in
            let client = Self.client(server, limit: nil)
            return direction == .download
                ? try await client.download(group: Self.group) : try await client.upload(group: Self.group)
        }
        #expect(result.ending == .closedByServer)
        #expect(result.warnings == [])
        #expect(result.mbps != nil)
        #expect(result.lastServerMeasurement?.tcpInfo?.bytesSent != nil)
        #expect(summaries.withLock { $0.map(\.closedCleanly) } == [true])
    }

    @Test(.timeLimit(.minutes(1))) func aBusyServerSaysWhenToComeBack() async throws {
        let configuration = NDT7Server.Configuration(maximumConcurrentTests: 0, retryAfterSeconds: 17)
        try await Self.withServer(configuration) { _, server in
            let failure = await #expect(throws: NDT7Failure.self) {
                try await Self.client(server).download(group: Self.group)
            }
            #expect(failure?.kind == .refused(status: 503, retryAfterSeconds: 17))
            // The request and its answer passed the line, and cost what they cost.
            #expect((200..<5000).contains(failure?.bytesSent ?? 0))
            #expect((20..<5000).contains(failure?.bytesReceived ?? 0))
        }
    }

    @Test(.timeLimit(.minutes(1))) func aTestsPlaceIsFreeAfterIt() async throws {
        let configuration = NDT7Server.Configuration(maximumConcurrentTests: 1)
        try await Self.withServer(configuration) { server, address in
            for _ in 0..<3 {
                _ = try await Self.client(address, limit: .milliseconds(300)).download(group: Self.group)
                // The client is gone a moment before the server has noticed.
                while server.runningTests > 0 {
                    try Task.checkCancellation()
                    try await Self.group.next().scheduleTask(in: .milliseconds(1)) {}.futureResult.get()
                }
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func nobodyThere() async throws {
        // A port that was free a moment ago.
        let port = try await Self.withServer { _, server in server.port }
        let client = Self.client(TestServer(host: "127.0.0.1", port: port))
        let failure = await #expect(throws: NDT7Failure.self) { try await client.download(group: Self.group) }
        guard case .unreachable = failure?.kind else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test(.timeLimit(.minutes(1))) func secureWithoutTLSIsRefusedBeforeConnecting() async throws {
        let client = Self.client(TestServer(host: "127.0.0.1", port: 1, isSecure: true))
        await #expect(throws: NDT7Failure.noSecureTransport) { try await client.upload(group: Self.group) }
    }

    @Test(.timeLimit(.minutes(1))) func namesAreResolved() async throws {
        let result = try await Self.withServer { _, server in
            try await Self.client(TestServer(host: "localhost", port: server.port), limit: .milliseconds(300))
                .download(group: Self.group)
        }
        #expect(result.bytes > 0)
    }

    @Test(.timeLimit(.minutes(1))) func shutdownEndsARunningTest() async throws {
        let result = try await Self.withServer { server, address in
            let began = AsyncStream.makeStream(of: Void.self)
            async let running = Self.client(address, limit: nil).download(group: Self.group) { _ in
                began.continuation.yield()
            }
            for await _ in began.stream { break }
            await server.shutdown()
            #expect(server.runningTests == 0)
            #expect(server.boundAddress == nil)
            return try await running
        }
        #expect(result.ending == .closedByServer)
        #expect(result.elapsedSeconds < 5)
    }

    @Test(.timeLimit(.minutes(1))) func cancellationEndsATest() async throws {
        let result = try await Self.withServer { _, address in
            let began = AsyncStream.makeStream(of: Void.self)
            let task = Task {
                try await Self.client(address, limit: nil).upload(group: Self.group) { _ in began.continuation.yield() }
            }
            for await _ in began.stream { break }
            task.cancel()
            return try await task.value
        }
        #expect(result.ending == .cancelled)
        #expect(result.elapsedSeconds < 5)
    }
}
