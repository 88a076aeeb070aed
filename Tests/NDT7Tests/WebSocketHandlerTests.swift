import NIOCore
import NIOEmbedded
import Testing

@testable import NDT7

/// The codec in a pipeline, over an embedded channel.
@Suite struct WebSocketHandlerTests {
    private func channel(_ role: WebSocketRole) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: WebSocketHandler(role: role))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    private func sent(_ channel: EmbeddedChannel, read role: WebSocketRole) throws -> [WebSocketEvent] {
        var decoder = FrameDecoder(role: role)
        var buffer = ByteBuffer()
        while var piece = try channel.readOutbound(as: ByteBuffer.self) { buffer.writeBuffer(&piece) }
        var events: [WebSocketEvent] = []
        while let event = try decoder.next(from: &buffer) { events.append(event) }
        #expect(buffer.readableBytes == 0)
        return events
    }

    @Test("what one role writes, the other reads", arguments: [WebSocketRole.client, .server])
    func roles(_ role: WebSocketRole) throws {
        let channel = try channel(role)
        let text = ByteBuffer(string: "сынып")
        for frame in [.text(text), .binary(RandomPayload.slice(8192)), .ping(text), .pong(text), .close(.normal)]
            as [WebSocketFrame]
        {
            try channel.writeOutbound(frame)
        }
        let events = try sent(channel, read: role == .client ? .server : .client)
        #expect(events == [.text(text), .binary(byteCount: 8192), .ping(text), .pong(text), .close(.normal)])
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    @Test func aFloodOfPingsIsAnsweredOnce() throws {
        let channel = try channel(.server)
        var flood = ByteBuffer()
        for index in 0..<1000 { flood.writeBytes(FrameBytes.frame(9, [UInt8(index % 256), UInt8(index / 256)])) }
        try channel.writeInbound(flood)
        #expect(try sent(channel, read: .client) == [.pong(ByteBuffer(bytes: [231, 3]))])
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    @Test func noPongWhileThePeerDoesNotRead() throws {
        let channel = try channel(.server)
        channel.isWritable = false
        try channel.writeInbound(ByteBuffer(bytes: FrameBytes.frame(9, [1])))
        try channel.writeInbound(ByteBuffer(bytes: FrameBytes.frame(9, [2])))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        channel.isWritable = true
        channel.pipeline.fireChannelWritabilityChanged()
        #expect(try sent(channel, read: .client) == [.pong(ByteBuffer(bytes: [2]))])
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    @Test func aViolationIsClosedWithItsCodeAndNothingFollows() throws {
        let channel = try channel(.server)
        try channel.writeInbound(ByteBuffer(bytes: FrameBytes.frame(3)))
        try channel.writeInbound(ByteBuffer(bytes: FrameBytes.frame(9)))
        let event = try channel.readInbound(as: WebSocketEvent.self)
        guard case .violation(let violation) = event else {
            Issue.record("expected a violation, got \(String(describing: event))")
            return
        }
        #expect(violation.code == .protocolError)
        #expect(throws: ChannelError.outputClosed) { try channel.writeOutbound(WebSocketFrame.text(ByteBuffer())) }
        #expect(try sent(channel, read: .client) == [.close(.protocolError)])
        #expect(try channel.readInbound(as: WebSocketEvent.self) == nil)
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    @Test func onlyOneCloseIsSent() throws {
        let channel = try channel(.client)
        try channel.writeOutbound(WebSocketFrame.close(.normal))
        #expect(throws: ChannelError.outputClosed) { try channel.writeOutbound(WebSocketFrame.close(.normal)) }
        try channel.writeInbound(ByteBuffer(bytes: FrameBytes.frame(3, mask: nil)))
        #expect(try sent(channel, read: .server) == [.close(.normal)])
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    @Test func aHeaderInPiecesIsPutTogether() throws {
        let channel = try channel(.client)
        for byte in FrameBytes.frame(2, [UInt8](repeating: 1, count: 70_000), mask: nil).prefix(10) {
            try channel.writeInbound(ByteBuffer(bytes: [byte]))
        }
        #expect(try channel.readInbound(as: WebSocketEvent.self) == nil)
        try channel.writeInbound(ByteBuffer(bytes: [UInt8](repeating: 1, count: 1000)))
        #expect(try channel.readInbound(as: WebSocketEvent.self) == .binary(byteCount: 1000))
        _ = try channel.finish(acceptAlreadyClosed: true)
    }
}
