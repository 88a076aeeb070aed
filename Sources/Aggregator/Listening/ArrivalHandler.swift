internal import NIOCore
internal import NIOTLS

/// Stands above TLS and below HTTP: tells the deadline that the handshake is done, and that a request begins.
final class ArrivalHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let deadline: DeadlineHandler

    init(_ deadline: DeadlineHandler) {
        self.deadline = deadline
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent { deadline.note(.secured) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        deadline.note(.bytes)
        context.fireChannelRead(data)
    }
}
