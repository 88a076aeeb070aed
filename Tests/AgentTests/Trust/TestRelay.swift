import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Somebody between: passes on all that is said, after TLS of his own or after the CONNECT of a proxy.
final class TestRelay: Sendable {
    enum Manner: Sendable {
        /// Breaks TLS open with a key of his own, and speaks TLS to the server behind.
        case middleman(TestIdentity)
        /// A proxy that says this to CONNECT; with 200 it passes on.
        case proxy(answer: String)
    }

    let port: Int
    private let listener: any Channel
    private let asked = RelayRecord()

    init(_ manner: Manner, toward target: Int) async throws {
        let secure: NIOSSLContext? = if case .middleman(let identity) = manner { try identity.server } else { nil }
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { [asked] channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let secure { try pipeline.addHandler(NIOSSLServerHandler(context: secure)) }
                    try pipeline.addHandler(RelayHandler(manner: manner, target: target, asked: asked))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = listener.localAddress?.port ?? 0
    }

    /// What a proxy was asked, in order.
    var heads: [String] { asked.heads.withLock { $0 } }
}

private final class RelayRecord: Sendable {
    let heads = Mutex<[String]>([])
}

/// The near side of a relay: opens the far side when there is something to pass on.
private final class RelayHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let manner: TestRelay.Manner
    private let target: Int
    private let asked: RelayRecord
    private var far: EventLoopFuture<any Channel>?
    private var head = ""
    private var isTunnel = false

    init(manner: TestRelay.Manner, target: Int, asked: RelayRecord) {
        self.manner = manner
        self.target = target
        self.asked = asked
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if case .proxy(let answer) = manner, !isTunnel {
            head += String(buffer: bytes)
            guard head.hasSuffix("\r\n\r\n") else { return }
            asked.heads.withLock { $0.append(head) }
            isTunnel = true
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
            if !answer.contains(" 200 ") { context.close(promise: nil) }
            return
        }
        let far = self.far ?? open(near: context.channel)
        self.far = far
        far.whenSuccess { $0.writeAndFlush(bytes, promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        far?.whenSuccess { $0.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func open(near: any Channel) -> EventLoopFuture<any Channel> {
        let manner = manner
        return ClientBootstrap(group: near.eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if case .middleman = manner {
                        var configuration = TLSConfiguration.makeClientConfiguration()
                        configuration.certificateVerification = .none
                        let context = try NIOSSLContext(configuration: configuration)
                        try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: nil))
                    }
                    try pipeline.addHandler(BackHandler(near: near))
                }
            }
            .connect(host: "127.0.0.1", port: target)
    }
}

private final class BackHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let near: any Channel

    init(near: any Channel) {
        self.near = near
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        near.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { near.close(promise: nil) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
