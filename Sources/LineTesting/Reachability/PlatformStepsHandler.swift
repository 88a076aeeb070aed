internal import NIOCore
internal import NIOTLS

/// The moments at which a conversation with a platform got further.
struct PlatformSteps: Sendable {
    let secured: EventLoopPromise<NIODeadline>
    let firstByte: EventLoopPromise<NIODeadline>

    init(on loop: any EventLoop) {
        secured = loop.makePromise()
        firstByte = loop.makePromise()
    }

    func fail(_ error: any Error) {
        secured.fail(error)
        firstByte.fail(error)
    }
}

/// Notes the moments and drops what arrives.
final class PlatformStepsHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    struct Closed: Error, CustomStringConvertible {
        var description: String { "it closed the connection" }
    }

    private let steps: PlatformSteps

    init(_ steps: PlatformSteps) { self.steps = steps }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent { steps.secured.succeed(.now()) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        steps.firstByte.succeed(.now())
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        steps.fail(error)
        context.close(promise: nil)
    }

    // Promises that were kept already stay as they are.
    func handlerRemoved(context: ChannelHandlerContext) { steps.fail(Closed()) }
}
