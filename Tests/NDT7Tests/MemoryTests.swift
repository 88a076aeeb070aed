import NIOCore
import NIOEmbedded
import Testing

@testable import NDT7

struct EndlessStream: Sendable, CustomTestStringConvertible {
    var name: String
    var first: [UInt8] = []
    var repeated: [UInt8]
    var role = WebSocketRole.client
    var testDescription: String { "\(role) reads \(name)" }

    static func make(
        _ name: String, _ role: WebSocketRole, opcode: UInt8, _ payload: [UInt8] = [], final: Bool = true,
        first: UInt8? = nil
    ) -> EndlessStream {
        let mask: [UInt8]? = role == .server ? [1, 2, 3, 4] : nil
        return EndlessStream(
            name: name, first: first.map { FrameBytes.frame($0, [65], final: false, mask: mask) } ?? [],
            repeated: FrameBytes.frame(opcode, payload, final: final, mask: mask), role: role)
    }
}

/// Memory does not grow with what a peer sends, counted by the allocator and not by the clock.
@Suite(.serialized) struct MemoryTests {
    /// Lets go of events, as a test that ended does.
    private final class Sink: ChannelInboundHandler {
        typealias InboundIn = WebSocketEvent
        func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
    }

    static let streams: [EndlessStream] = [WebSocketRole.client, .server].flatMap { role in
        [
            .make("payload", role, opcode: 2, [UInt8](repeating: 7, count: 60_000)),
            .make("small payload", role, opcode: 2, [7]), .make("empty messages", role, opcode: 2),
            .make("empty fragments", role, opcode: 0, final: false, first: 2),
            .make("fragments of payload", role, opcode: 0, [7], final: false, first: 2),
            .make("fragments of text", role, opcode: 0, [65], final: false, first: 1),
            .make("texts", role, opcode: 1, Array("{}".utf8)), .make("pings", role, opcode: 9, [1, 2]),
            .make("pongs", role, opcode: 10, [1, 2]),
        ]
    }

    @Test("stays flat", arguments: streams)
    func flat(_ stream: EndlessStream) throws {
        // 10,000 small frames, or 40 large ones: were each to leave 16 bytes behind, it would show.
        let isLarge = stream.repeated.count > 1000
        let blocks = 40
        let block = [UInt8]((0..<(isLarge ? 1 : 250)).map { _ in stream.repeated }.joined())
        let channel = EmbeddedChannel(handlers: [WebSocketHandler(role: stream.role), Sink()])
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try channel.writeInbound(ByteBuffer(bytes: stream.first + block))
        let before = Allocator.bytesInUse()
        var highest = 0
        for number in 1...blocks {
            try channel.writeInbound(ByteBuffer(bytes: block))
            // What goes out has gone out.
            while try channel.readOutbound(as: ByteBuffer.self) != nil {}
            if number % 4 == 0 { highest = max(highest, Allocator.bytesInUse() - before) }
        }
        #expect(highest < 128 * 1024, "grew by \(highest) bytes")
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    @Test("warnings and samples of a talkative server stay few")
    func recordStaysSmall() {
        var record = ClientTestRecord(direction: .upload)
        _ = record.take(ByteBuffer(string: "{}"), elapsedSeconds: 1)
        let before = Allocator.bytesInUse()
        for number in 0..<5000 {
            let text = number % 2 == 0 ? "nonsense" : #"{"TCPInfo":{"BytesReceived":-1,"ElapsedTime":1}}"#
            _ = record.take(ByteBuffer(string: text), elapsedSeconds: 1)
        }
        #expect(Allocator.bytesInUse() - before < 128 * 1024)
        #expect(record.result().warnings.count <= ClientTestRecord.warningLimit)
    }
}
