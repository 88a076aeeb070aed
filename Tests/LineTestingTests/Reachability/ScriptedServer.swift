import NIOCore
import NIOPosix
import NIOSSL

/// A server on loopback that answers the first bytes of each connection with one text and closes, or keeps silent.
final class ScriptedServer: Sendable {
    enum Transport: Sendable {
        case plain
        case tls(NIOSSLContext)
    }

    /// Every name is this computer.
    static let loopback: @Sendable (String, Int) async throws -> [SocketAddress] = { _, port in
        [try SocketAddress(ipAddress: "127.0.0.1", port: port)]
    }

    private let channel: any Channel
    private let asked: EventLoopPromise<String>
    let port: Int

    /// - Parameter answer: nil keeps silent.
    init(_ transport: Transport, answer: String?, on loop: any EventLoop) async throws {
        let asked = loop.makePromise(of: String.self)
        channel = try await ServerBootstrap(group: loop)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    if case .tls(let context) = transport {
                        try child.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    }
                    try child.pipeline.syncOperations.addHandler(Answer(answer, asked))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.asked = asked
        port = channel.localAddress?.port ?? 0
    }

    /// What the first connection sent first.
    func request() async throws -> String { try await asked.futureResult.get() }

    func close() async throws {
        asked.succeed("")
        try await channel.close().get()
    }

    private final class Answer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let text: String?
        private let asked: EventLoopPromise<String>

        init(_ text: String?, _ asked: EventLoopPromise<String>) {
            self.text = text
            self.asked = asked
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            asked.succeed(String(buffer: unwrapInboundIn(data)))
            guard let text else { return }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            context.close(promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
