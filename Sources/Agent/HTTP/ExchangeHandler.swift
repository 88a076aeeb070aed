internal import NIOCore
internal import NIOHTTP1

/// One request, and who waits for its answer.
struct Exchange: Sendable {
    var head: HTTPRequestHead
    var body: ByteBuffer
    /// Failed by whoever has waited long enough, too.
    var promise: EventLoopPromise<HTTPAnswer>
}

/// Turns an `Exchange` written to the channel into HTTP and its answer into the promise; one at a time.
final class ExchangeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = Exchange
    typealias OutboundOut = HTTPClientRequestPart

    private let server: String
    private let answerLimitBytes: Int
    private var current: (promise: EventLoopPromise<HTTPAnswer>, assembly: AnswerAssembly)?

    init(server: String, answerLimitBytes: Int) {
        self.server = server
        self.answerLimitBytes = answerLimitBytes
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let exchange = unwrapOutboundIn(data)
        guard current == nil else {
            let failure = ConnectionFailure(code: .closed, server: server, reason: "is still answering")
            exchange.promise.fail(failure)
            promise?.fail(failure)
            return
        }
        current = (exchange.promise, AnswerAssembly(limitBytes: answerLimitBytes))
        context.write(wrapOutboundOut(.head(exchange.head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(exchange.body))), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // An answer nobody asked for: whatever speaks there, it is no longer in step.
        guard current != nil else { return context.close(promise: nil) }
        switch current?.assembly.add(unwrapInboundIn(data)) {
        case .complete(let answer, let keepAlive):
            if !keepAlive { context.close(promise: nil) }
            finish { $0.succeed(answer) }
        case .tooLarge: fail(.oversized, "answers with more than \(answerLimitBytes) bytes", context: context)
        case .more, nil: break
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(.closed, "ended the connection before it had answered", context: context)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let server = server
        finish { $0.fail(ConnectionFailure(error, server: server)) }
        context.close(promise: nil)
    }

    private func fail(_ code: ConnectionFailure.Code, _ reason: String, context: ChannelHandlerContext) {
        let failure = ConnectionFailure(code: code, server: server, reason: reason)
        finish { $0.fail(failure) }
        context.close(promise: nil)
    }

    private func finish(_ complete: (EventLoopPromise<HTTPAnswer>) -> Void) {
        guard let (promise, _) = current else { return }
        current = nil
        complete(promise)
    }
}
