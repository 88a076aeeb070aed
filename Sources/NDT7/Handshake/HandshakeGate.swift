internal import NIOCore

/// Stands before HTTP's decoder: ends a handshake that takes too many bytes, and holds the line while HTTP leaves.
///
/// The first payload may share a read with the handshake's end, so the read that crosses the limit still passes: the bound is
/// the limit and one read. The line is held because NIO's decoder drops what it has read beyond the upgrade when it learns of
/// the connection's end before it is removed.
final class HandshakeGate: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    struct Exceeded: Error, CustomStringConvertible {
        var limitBytes: Int
        var description: String { "its handshake is longer than \(limitBytes) bytes" }
    }

    private let limitBytes: Int
    private var seenBytes = 0
    private var isHolding = false
    private var heldReads: [NIOAny] = []
    private var holdsEnd = false
    private var context: ChannelHandlerContext?

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isHolding {
            heldReads.append(data)
        } else if seenBytes < limitBytes {
            seenBytes += unwrapInboundIn(data).readableBytes
            context.fireChannelRead(data)
        } else {
            context.fireErrorCaught(Exceeded(limitBytes: limitBytes))
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if isHolding {
            holdsEnd = true
        } else {
            context.fireChannelInactive()
        }
    }

    /// Keeps what comes until `release`, which has to follow within a turn of the event loop.
    func hold() { isHolding = true }

    /// Lets go of what was kept, in order, and passes everything from here on.
    func release() {
        guard let context, isHolding else { return }
        isHolding = false
        seenBytes = .min
        for read in heldReads { context.fireChannelRead(read) }
        if !heldReads.isEmpty { context.fireChannelReadComplete() }
        heldReads = []
        if holdsEnd { context.fireChannelInactive() }
    }
}
