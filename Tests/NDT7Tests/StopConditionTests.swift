import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import NDT7

/// What ends a direction before its time, over loopback and on a clock that the test moves.
@Suite(.serialized) struct StopConditionTests {
    /// Stops at the n-th sample and keeps what it saw.
    struct Counting: StopRule {
        /// Reference-typed because the client takes the rule away with it.
        final class Seen: Sendable {
            let samples = Mutex<[NDT7Result.Sample]>([])
        }

        var limit: Int
        let seen = Seen()

        func shouldStop(at sample: NDT7Result.Sample) -> Bool {
            seen.samples.withLock { samples in
                samples.append(sample)
                return samples.count >= limit
            }
        }
    }

    @Test(
        "a rule stops a direction, closed as the protocol says", .timeLimit(.minutes(1)), arguments: Direction.allCases)
    func ruleStops(_ direction: Direction) async throws {
        let rule = Counting(limit: 3)
        let summaries = Mutex<[ServerTestSummary]>([])
        let configuration = NDT7Server.Configuration(onTestEnd: { summary in summaries.withLock { $0.append(summary) } }
        )
        let result = try await LoopbackTests.withServer(configuration) { _, server in
            let client = LoopbackTests.client(server, limit: nil)
            let stopping = StopConditions(rule: rule)
            return direction == .download
                ? try await client.download(group: LoopbackTests.group, stopping: stopping)
                : try await client.upload(group: LoopbackTests.group, stopping: stopping)
        }
        #expect(result.ending == .stoppedEarly)
        #expect(result.warnings == [])
        #expect(result.elapsedSeconds < 5)
        #expect(summaries.withLock { $0.map(\.closedCleanly) } == [true])
        let seen = rule.seen.samples.withLock { $0 }
        #expect(seen.count == 3, "a rule that said stop is asked no more")
        #expect(seen.map(\.bytes) == seen.map(\.bytes).sorted())
        #expect(result.samples.starts(with: seen))
        let last = try #require(seen.last)
        #expect(last.minRTTMs != nil)
        if direction == .upload {
            #expect(last.sentByteCount != nil)
            #expect(last.congestionControl?.isEmpty == false)
            #expect(result.bytes >= last.bytes, "the server's last count is awaited")
        }
    }

    @Test("a byte cap ends a direction", .timeLimit(.minutes(1)), arguments: Direction.allCases)
    func byteCap(_ direction: Direction) async throws {
        let cap = 3_000_000
        let result = try await LoopbackTests.withServer { _, server in
            let client = LoopbackTests.client(server, limit: nil)
            let stopping = StopConditions(byteCap: cap)
            return direction == .download
                ? try await client.download(group: LoopbackTests.group, stopping: stopping)
                : try await client.upload(group: LoopbackTests.group, stopping: stopping)
        }
        #expect(result.ending == .byteCapped)
        #expect(result.warnings == [])
        #expect((cap..<cap + cap / 8 + (1 << 20)).contains(result.bytes), "\(result.bytes)")
        #expect(result.localBytesReceived + result.localBytesSent >= cap)
    }

    @Test func anUploadsRuleHearsOnlyWhatTheServerCounted() throws {
        let channel = EmbeddedChannel()
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        let promise = channel.eventLoop.makePromise(of: NDT7Result.self)
        let rule = Counting(limit: 2)
        let plan = ClientTestPlan(
            direction: .upload, begun: channel.embeddedEventLoop.now, stopping: StopConditions(rule: rule))
        channel.isWritable = false
        try channel.pipeline.syncOperations.addHandler(ClientTestHandler(plan: plan, promise: promise))
        func count(_ bytes: Int, _ microseconds: Int) {
            let text = #"{"TCPInfo":{"BytesReceived":\#(bytes),"ElapsedTime":\#(microseconds)}}"#
            channel.pipeline.fireChannelRead(WebSocketEvent.text(ByteBuffer(string: text)))
        }
        channel.embeddedEventLoop.advanceTime(by: .seconds(2))
        count(500_000, 1_800_000)
        // Neither backwards, nor the same moment again, nor from the end of time.
        count(400_000, 1_900_000)
        count(600_000, 1_800_001)
        count(600_000, 9_000_000)
        #expect(rule.seen.samples.withLock { $0.map(\.bytes) } == [500_000])
        #expect(channel.isActive)
        count(900_000, 2_000_000)
        // The Close is sent; the last count comes before the answer, and is the one that stands.
        count(1_000_000, 2_100_000)
        channel.pipeline.fireChannelRead(WebSocketEvent.close(.normal))
        // Closing the connection is left to the server.
        channel.close(promise: nil)
        channel.embeddedEventLoop.run()
        let result = try promise.futureResult.wait()
        #expect(result.ending == .stoppedEarly)
        #expect(result.bytes == 1_000_000)
        #expect(result.samples.map(\.bytes) == [500_000, 900_000, 1_000_000])
    }

    @Test("a token stands in the query once", arguments: ["", "a=1", "access_token=old&a=1"])
    func accessToken(query: String) throws {
        let server = TestServer(host: "h", port: 1, query: query).presenting(accessToken: "x y&z")
        let read = try QueryString.parse(server.query)
        #expect(read["access_token"] == "x y&z")
        #expect(read["a"] == (query.contains("a=1") ? "1" : nil))
        #expect(server.description == "ws://h:1", "a token is no part of the server's name")
    }

    @Test(.timeLimit(.minutes(1))) func cancelledBeforeItBeginsIsNoOutage() async throws {
        let server = try await HostileServer.start(.neverAnswer, group: LoopbackTests.group)
        let task = Task { try await LoopbackTests.client(server.address).download(group: LoopbackTests.group) }
        task.cancel()
        let failure = await #expect(throws: NDT7Failure.self) { try await task.value }
        #expect(failure?.kind == .cancelled)
        try await server.channel.close()
    }
}
