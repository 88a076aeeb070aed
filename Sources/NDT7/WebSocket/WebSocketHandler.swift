internal import NIOCore

/// The frame codec in a pipeline: bytes below, events and frames above.
///
/// Answers pings itself, the latest only and only while the peer reads, so that a flood of them costs nothing. After a
/// violation it sends the Close and is deaf; after any Close was sent, it sends nothing more.
final class WebSocketHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = WebSocketEvent
    typealias OutboundIn = WebSocketFrame
    typealias OutboundOut = ByteBuffer

    private let role: WebSocketRole
    private var decoder: FrameDecoder
    /// The beginning of a header whose rest has not come: below `FrameHeader.longestBytes`.
    private var leftover = ByteBuffer()
    private var owedPong: ByteBuffer?
    private var closeSent = false

    init(role: WebSocketRole, limits: FrameDecoder.Limits = FrameDecoder.Limits()) {
        self.role = role
        decoder = FrameDecoder(role: role, limits: limits)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        if leftover.readableBytes > 0 {
            leftover.writeBuffer(&buffer)
            swap(&leftover, &buffer)
        }
        do {
            while let event = try decoder.next(from: &buffer) {
                if case .ping(let payload) = event { owedPong = payload }
                context.fireChannelRead(wrapInboundOut(event))
            }
            // A copy, so that twelve bytes do not keep a whole read buffer alive.
            leftover = buffer.readableBytes == 0 ? ByteBuffer() : ByteBuffer(bytes: buffer.readableBytesView)
        } catch {
            leftover = ByteBuffer()
            if !closeSent { context.writeAndFlush(wrapOutboundOut(encode(.close(error.code))), promise: nil) }
            closeSent = true
            context.fireChannelRead(wrapInboundOut(.violation(error)))
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        payPong(context: context)
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        payPong(context: context)
        context.fireChannelWritabilityChanged()
    }

    private func payPong(context: ChannelHandlerContext) {
        guard let payload = owedPong, context.channel.isWritable, !closeSent else { return }
        owedPong = nil
        context.writeAndFlush(wrapOutboundOut(encode(.pong(payload))), promise: nil)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let frame = unwrapOutboundIn(data)
        guard !closeSent else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        if case .close = frame { closeSent = true }
        if case .binary(let payload) = frame {
            // Two writes, one system call: the payload is shared by all messages and never copied.
            context.write(wrapOutboundOut(header(.binary, length: payload.readableBytes)), promise: nil)
            context.write(wrapOutboundOut(payload), promise: promise)
        } else {
            context.write(wrapOutboundOut(encode(frame)), promise: promise)
        }
    }

    private func header(_ opcode: Opcode, length: Int) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(FrameHeader.longestBytes)
        let key = role.masksWhatItSends ? UInt32.random(in: .min ... .max) : nil
        FrameHeader(opcode: opcode, length: UInt64(length), maskingKey: key).write(to: &buffer)
        return buffer
    }

    private func encode(_ frame: WebSocketFrame) -> ByteBuffer {
        switch frame {
        case .binary(let payload): encode(.binary, payload)
        case .text(let payload): encode(.text, payload)
        case .ping(let payload): encode(.ping, payload)
        case .pong(let payload): encode(.pong, payload)
        case .close(let code): encode(.close, ByteBuffer(integer: code.rawValue))
        }
    }

    private func encode(_ opcode: Opcode, _ payload: ByteBuffer) -> ByteBuffer {
        var payload = payload
        let key = role.masksWhatItSends ? UInt32.random(in: .min ... .max) : nil
        var buffer = ByteBuffer()
        FrameHeader(opcode: opcode, length: UInt64(payload.readableBytes), maskingKey: key).write(to: &buffer)
        if let key { payload.mask(with: key) }
        buffer.writeBuffer(&payload)
        return buffer
    }
}
