import NIOCore
import NIOPosix

/// A stranger's connection that asked once and then stays.
struct HeldConnection: Sendable {
    let channel: any Channel
    let answered: Bool

    /// Connects, asks for `/healthz` and waits for the answer, or for the end.
    static func open(port: Int) async throws -> HeldConnection {
        let group = MultiThreadedEventLoopGroup.singleton
        let promise = group.next().makePromise(of: Bool.self)
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: group)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Asker(promise))
                    }
                }
                .connect(host: "127.0.0.1", port: port).get()
        } catch {
            promise.fail(error)
            throw error
        }
        return HeldConnection(channel: channel, answered: try await promise.futureResult.get())
    }

    private final class Asker: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let promise: EventLoopPromise<Bool>
        private var text = ""

        init(_ promise: EventLoopPromise<Bool>) { self.promise = promise }

        func channelActive(context: ChannelHandlerContext) {
            context.channel.writeAndFlush(
                ByteBuffer(string: "GET /healthz HTTP/1.1\r\nHost: school.test\r\n\r\n"), promise: nil)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            if text.hasPrefix("HTTP/1.1 200"), text.contains("\r\n\r\n") { promise.succeed(true) }
        }

        func channelInactive(context: ChannelHandlerContext) { promise.succeed(false) }

        // A server that closes while it is asked resets the connection.
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
