internal import NIOCore

/// Asks a proxy for a tunnel, and leaves when it is open.
final class ProxyConnectHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let proxy: Proxy
    private let request: String
    private let server: String
    private let opened: EventLoopPromise<Void>
    private var answer: [UInt8] = []

    /// - Parameter opened: succeeds once this handler is gone, and fails with a `ConnectionFailure`.
    init(proxy: Proxy, request: String, server: String, opened: EventLoopPromise<Void>) {
        self.proxy = proxy
        self.request = request
        self.server = server
        self.opened = opened
    }

    func handlerAdded(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: request)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        answer.append(contentsOf: unwrapInboundIn(data).readableBytesView)
        switch ProxyAnswer(answer, proxy: proxy) {
        case .more: break
        case .open: context.pipeline.syncOperations.removeHandler(self, promise: opened)
        case .refused(let reason):
            opened.fail(ConnectionFailure(code: .proxy, server: server, reason: "is not reached: \(reason)"))
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        opened.fail(
            ConnectionFailure(
                code: .proxy, server: server, reason: "is not reached: the proxy \(proxy) ended the connection"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        opened.fail(error)
        context.close(promise: nil)
    }
}
