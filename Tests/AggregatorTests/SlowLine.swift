import NIOCore
import NIOPosix

/// A line of 20 Mbit/s to a server on loopback: over the bare loopback the processor is the limit, and the agent says so.
final class SlowLine: Sendable {
    private let listener: any Channel

    var port: Int { listener.localAddress?.port ?? 0 }

    init(to server: Int, on group: any EventLoopGroup) async throws {
        listener = try await ServerBootstrap(group: group)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.recvAllocator, value: SlowEnd.bite)
            .childChannelInitializer { near in
                ClientBootstrap(group: near.eventLoop)
                    .channelOption(.autoRead, value: false)
                    .channelOption(.recvAllocator, value: SlowEnd.bite)
                    .connect(host: "127.0.0.1", port: server)
                    .flatMapThrowing { far in
                        try near.pipeline.syncOperations.addHandler(SlowEnd(passingTo: far))
                        try far.pipeline.syncOperations.addHandler(SlowEnd(passingTo: near))
                    }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func close() async throws { try await listener.close() }
}

/// Passes on one bite every few milliseconds, however much is waiting.
private final class SlowEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    static let bite = FixedSizeRecvByteBufferAllocator(capacity: 12_500)
    private static let pause = TimeAmount.milliseconds(5)

    private let other: any Channel
    private var reading: RepeatedTask?

    init(passingTo other: any Channel) { self.other = other }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        reading = context.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: Self.pause) { _ in channel.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        other.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        reading?.cancel()
        other.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
