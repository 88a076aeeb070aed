import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A client that says a little and then a byte now and then, for ever: it ends when the server ends it.
///
/// How often it dripped until then is how long it was let, by its own count: on a busy machine it drips less often, never more.
enum DrippingClient {
    /// - Parameter pace: from one byte to the next.
    /// - Returns: how many bytes it has dripped.
    @discardableResult
    static func run(
        port: Int, tls: Bool, opening: String, drips: Bool, every pace: TimeAmount = .milliseconds(5)
    ) async throws -> Int {
        let count = Count()
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        let context = try NIOSSLContext(configuration: configuration)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if tls {
                        let handler = try NIOSSLClientHandler(context: context, serverHostname: nil)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        Dripper(opening: opening, drips: drips ? pace : nil, count: count))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.closeFuture.get()
        return count.value.withLock(\.self)
    }

    fileprivate final class Count: Sendable {
        let value = Mutex(0)
    }
}

private final class Dripper: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let opening: String
    private let drips: TimeAmount?
    private let count: DrippingClient.Count
    private var dripping: RepeatedTask?

    init(opening: String, drips: TimeAmount?, count: DrippingClient.Count) {
        self.opening = opening
        self.count = count
        self.drips = drips
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        if !opening.isEmpty { channel.writeAndFlush(ByteBuffer(string: opening), promise: nil) }
        guard let drips else { return }
        dripping = context.eventLoop.scheduleRepeatedTask(initialDelay: drips, delay: drips) { [count] _ in
            count.value.withLock { $0 += 1 }
            channel.writeAndFlush(ByteBuffer(string: "x"), promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) { dripping?.cancel() }

    // A server that cuts a connection resets it, and may say nothing of TLS's goodbye.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
