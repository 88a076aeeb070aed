internal import NIOCore

/// Stands below TLS and closes the connection there when a test is cut: TLS would first wait for the peer's goodbye.
final class ConnectionCutter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    /// Asks for it; without TLS nobody listens.
    struct Cut: Sendable {}

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        if event is Cut {
            context.close(promise: promise)
        } else {
            context.triggerUserOutboundEvent(event, promise: promise)
        }
    }
}
