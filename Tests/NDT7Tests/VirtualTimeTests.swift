import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import NDT7

/// The time limits, on a clock that the test moves.
@Suite struct VirtualTimeTests {
    private func connect(_ channel: EmbeddedChannel) throws {
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    private func request(_ direction: Direction, query: String = "") throws -> UpgradeRequest {
        try UpgradeRequest(UpgradeTests.request(direction.path + query))
    }

    private func outbound(_ channel: EmbeddedChannel) throws -> [WebSocketFrame] {
        var frames: [WebSocketFrame] = []
        while let frame = try channel.readOutbound(as: WebSocketFrame.self) { frames.append(frame) }
        return frames
    }

    // MARK: - Server

    private func server(
        _ direction: Direction, query: String = "", onEnd: @escaping @Sendable (ServerTestSummary) -> Void = { _ in }
    ) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        try connect(channel)
        let test = ServerTestHandler(
            request: try request(direction, query: query), client: "c", server: "s", limits: TestLimits(), onEnd: onEnd)
        // The peer takes nothing, so that the pump rests.
        channel.isWritable = false
        try channel.pipeline.syncOperations.addHandler(test)
        return channel
    }

    @Test("the server closes at 10 s and is gone at 13 s", arguments: Direction.allCases)
    func serverLimits(_ direction: Direction) throws {
        let ended = Mutex<ServerTestSummary?>(nil)
        let channel = try server(direction) { summary in ended.withLock { $0 = summary } }
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(9999))
        #expect(try !outbound(channel).contains(.close(.normal)))
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        let last = try outbound(channel)
        #expect(last.last == .close(.normal))
        #expect(last.contains { if case .text = $0 { true } else { false } }, "the last count goes before the Close")
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(2999))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(!channel.isActive)
        channel.embeddedEventLoop.run()
        let summary = try #require(ended.withLock { $0 })
        #expect(summary.closedCleanly == false)
        #expect(summary.elapsedSeconds == 13)
    }

    @Test(
        "each measurement has a PING, at random within bounds, and less often where little moves",
        arguments: [(40, 125...401, 24...80), (0, 500...901, 10...20)])
    func cadence(kilobytesPerMs: Int, gapsMs: ClosedRange<Int>, count: ClosedRange<Int>) throws {
        let channel = try server(.upload)
        channel.isWritable = true
        var gaps: [Int] = []
        var gap = 0
        for _ in 0..<9900 {
            if kilobytesPerMs > 0 {
                channel.pipeline.fireChannelRead(WebSocketEvent.binary(byteCount: kilobytesPerMs * 1000))
            }
            channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
            gap += 1
            let frames = try outbound(channel)
            if frames.isEmpty { continue }
            guard frames.count == 2, case .text(let text) = frames[0], case .ping = frames[1] else {
                Issue.record("unexpected frames: \(frames)")
                continue
            }
            let measurement = try Measurement(json: text.readableBytesView)
            #expect(measurement.origin == "server")
            #expect(measurement.test == "upload")
            #expect((measurement.connectionInfo != nil) == gaps.isEmpty, "who is connected is said once")
            gaps.append(gap)
            gap = 0
        }
        // Fewer or more has a chance below one in 10^9.
        #expect(count.contains(gaps.count))
        #expect(gaps.allSatisfy { gapsMs.contains($0) })
    }

    @Test func theServerKeepsToTheClientsEarlyExit() throws {
        let ended = Mutex<ServerTestSummary?>(nil)
        let channel = try server(.download, query: "?early_exit=250") { summary in ended.withLock { $0 = summary } }
        channel.isWritable = true
        channel.pipeline.fireChannelWritabilityChanged()
        channel.embeddedEventLoop.run()
        let frames = try outbound(channel)
        let bytes = frames.reduce(0) { if case .binary(let payload) = $1 { $0 + payload.readableBytes } else { $0 } }
        #expect((250_000_000..<250_000_000 + (1 << 20)).contains(bytes))
        #expect(frames.last == .close(.normal))
        channel.pipeline.fireChannelRead(WebSocketEvent.close(.normal))
        channel.embeddedEventLoop.run()
        #expect(ended.withLock { $0 }?.closedCleanly == true)
    }

    @Test func aClientsCloseIsAnsweredAfterTheLastCount() throws {
        let channel = try server(.upload)
        channel.isWritable = true
        channel.pipeline.fireChannelRead(WebSocketEvent.binary(byteCount: 12_345))
        channel.pipeline.fireChannelRead(WebSocketEvent.close(.normal))
        let frames = try outbound(channel)
        guard frames.count == 3, case .text(let text) = frames[0] else {
            Issue.record("unexpected frames: \(frames)")
            return
        }
        #expect(try Measurement(json: text.readableBytesView).appInfo?.numBytes == 12_345)
        #expect(frames[2] == .close(.normal))
        channel.embeddedEventLoop.run()
        #expect(!channel.isActive)
    }

    // MARK: - Client

    private func client(
        _ direction: Direction, handshakeTook: TimeAmount = .zero, durationLimit: TimeAmount? = nil
    ) throws -> (EmbeddedChannel, EventLoopFuture<NDT7Result>) {
        let channel = EmbeddedChannel()
        try connect(channel)
        let promise = channel.eventLoop.makePromise(of: NDT7Result.self)
        let begun = channel.embeddedEventLoop.now
        channel.embeddedEventLoop.advanceTime(by: handshakeTook)
        let plan = ClientTestPlan(direction: direction, begun: begun, durationLimit: durationLimit)
        channel.isWritable = false
        try channel.pipeline.syncOperations.addHandler(ClientTestHandler(plan: plan, promise: promise))
        return (channel, promise.futureResult)
    }

    @Test(
        "a server that never ends is cut at 13 s, or 15 s after connecting began",
        arguments: Direction.allCases, [(0, 13), (1, 13), (4, 11)])
    func clientLimits(_ direction: Direction, times: (handshake: Int64, test: Int64)) throws {
        let (channel, result) = try client(direction, handshakeTook: .seconds(times.handshake))
        if direction == .download { channel.pipeline.fireChannelRead(WebSocketEvent.binary(byteCount: 1_000_000)) }
        channel.embeddedEventLoop.advanceTime(by: .seconds(times.test) - .milliseconds(1))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(!channel.isActive)
        channel.embeddedEventLoop.run()
        let found = try result.wait()
        #expect(found.ending == .timedOut)
        #expect(found.warnings.contains { $0.contains("did not end the test") })
        #expect(found.samples.count >= times.test * 9)
        if direction == .download {
            #expect(found.bytes == 1_000_000)
            #expect(found.mbps == 8 / Double(times.test))
        } else {
            #expect(found.mbps == nil, "nothing says that any of it arrived")
        }
    }

    @Test func theDownloadsRateStopsAtTheClientsLimit() throws {
        let (channel, result) = try client(.download, durationLimit: .seconds(2))
        channel.pipeline.fireChannelRead(WebSocketEvent.binary(byteCount: 500_000))
        channel.embeddedEventLoop.advanceTime(by: .seconds(2))
        #expect(try outbound(channel) == [.close(.normal)])
        // What comes while the Close is under way does not count.
        channel.pipeline.fireChannelRead(WebSocketEvent.binary(byteCount: 500_000))
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1999))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(!channel.isActive)
        channel.embeddedEventLoop.run()
        let found = try result.wait()
        #expect(found.ending == .stoppedByClient)
        #expect(found.bytes == 500_000)
        #expect(found.mbps == 2)
    }

    @Test func theUploadStopsSendingAt10Seconds() throws {
        let (channel, _) = try client(.upload)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(9999))
        #expect(try outbound(channel).isEmpty)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        channel.isWritable = true
        channel.pipeline.fireChannelWritabilityChanged()
        #expect(try outbound(channel).isEmpty)
        _ = try channel.finish()
    }

    @Test func theUploadIsRatedByTheLastServerMessage() throws {
        let (channel, result) = try client(.upload)
        channel.embeddedEventLoop.advanceTime(by: .seconds(8))
        for (bytes, microseconds) in [(1_000_000, 4_000_000), (2_000_000, 8_000_000)] {
            let text = #"{"TCPInfo":{"BytesReceived":\#(bytes),"ElapsedTime":\#(microseconds)}}"#
            channel.pipeline.fireChannelRead(WebSocketEvent.text(ByteBuffer(string: text)))
        }
        channel.pipeline.fireChannelRead(WebSocketEvent.text(ByteBuffer(string: "not JSON")))
        channel.pipeline.fireChannelRead(WebSocketEvent.close(.normal))
        channel.embeddedEventLoop.run()
        #expect(channel.isActive, "closing the connection is left to the server")
        channel.close(promise: nil)
        channel.embeddedEventLoop.run()
        let found = try result.wait()
        #expect(found.ending == .closedByServer)
        #expect(found.bytes == 2_000_000)
        #expect(found.mbps == 2)
        #expect(found.warnings == ["1 measurement message(s) of the server could not be read"])
    }

    @Test func aServerThatDoesNotCloseTheConnectionIsCutAfterTwoSeconds() throws {
        let (channel, _) = try client(.download)
        channel.pipeline.fireChannelRead(WebSocketEvent.close(.normal))
        #expect(try outbound(channel) == [.close(.normal)])
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1999))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(!channel.isActive)
    }

    @Test func payloadDuringADownloadIsClosedByTheServer() throws {
        let channel = try server(.download)
        channel.pipeline.fireChannelRead(WebSocketEvent.binary(byteCount: 1))
        #expect(try outbound(channel).last == .close(.unsupportedData))
        channel.embeddedEventLoop.advanceTime(by: .seconds(2))
        #expect(!channel.isActive)
    }

    @Test func anAbruptEndIsAWarningAndTheResultStands() throws {
        let (channel, result) = try client(.download)
        channel.pipeline.fireChannelRead(WebSocketEvent.binary(byteCount: 250_000))
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        channel.close(promise: nil)
        channel.embeddedEventLoop.run()
        let found = try result.wait()
        #expect(found.ending == .connectionLost)
        #expect(found.mbps == 2)
        #expect(found.warnings == ["the connection ended after 1.0 s without a WebSocket close"])
    }
}
