internal import NIOCore
internal import NIOHTTPTypes

/// Stands above HTTP: tells the deadline which part of a request has arrived, and when its answer is out.
final class RequestPartHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var deadline: DeadlineHandler?

    func handlerAdded(context: ChannelHandlerContext) {
        // Hummingbird makes this handler without saying for which connection.
        deadline = try? context.pipeline.syncOperations.handler(type: DeadlineHandler.self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: deadline?.note(.head)
        case .body: break
        case .end: deadline?.note(.end)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data), let deadline else {
            context.write(data, promise: promise)
            return
        }
        let written = promise ?? context.eventLoop.makePromise()
        written.futureResult.assumeIsolated().whenSuccess { deadline.note(.answered) }
        context.write(data, promise: written)
    }
}
