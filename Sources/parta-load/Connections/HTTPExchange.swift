internal import NIOCore
internal import NIOHTTP1

/// One request, and who waits for its answer.
struct HTTPExchange: Sendable {
    var head: HTTPRequestHead
    var body: ByteBuffer?
    var promise: EventLoopPromise<HTTPAnswer>
}

/// A whole answer.
struct HTTPAnswer: Sendable {
    var status: Int
    var retryAfterSeconds: Int?
    var body: ByteBuffer
}

/// Turns an `HTTPExchange` written to the channel into HTTP and its answer into the promise; one at a time.
final class HTTPExchangeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = HTTPExchange
    typealias OutboundOut = HTTPClientRequestPart

    private var current: EventLoopPromise<HTTPAnswer>?
    private var answer: HTTPAnswer?
    /// Whether the server ends the connection with this answer.
    private var isLast = false

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let exchange = unwrapOutboundIn(data)
        precondition(current == nil, "a connection is asked one thing at a time")
        current = exchange.promise
        context.write(wrapOutboundOut(.head(exchange.head)), promise: nil)
        if let body = exchange.body { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            answer = HTTPAnswer(
                status: Int(head.status.code),
                retryAfterSeconds: head.headers.first(name: "retry-after").flatMap { Int($0) },
                body: ByteBuffer())
            isLast = !head.isKeepAlive
        case .body(var piece): answer?.body.writeBuffer(&piece)
        case .end:
            let (promise, answer) = (current, answer)
            (current, self.answer) = (nil, nil)
            if isLast { context.close(promise: nil) }
            if let answer { promise?.succeed(answer) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        current?.fail(ChannelError.eof)
        current = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        current?.fail(error)
        current = nil
        context.close(promise: nil)
    }
}
