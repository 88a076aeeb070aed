import NIOCore
import NIOPosix

/// A client that keeps its connection, and asks on it as often as it is told to.
struct StandingClient: Sendable {
    let channel: any Channel
    private let health: NIOLoopBound<HealthHandler>

    static func connect(port: Int) async throws -> StandingClient {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let health = HealthHandler()
                    try channel.pipeline.syncOperations.addHandler(health)
                    return StandingClient(
                        channel: channel, health: NIOLoopBound(health, eventLoop: channel.eventLoop))
                }
            }
    }

    /// Whether the server answers that it is well; false where it closes the connection, or has closed it.
    func isAnswered() async -> Bool {
        let answer = channel.eventLoop.flatSubmit { [channel, health] in health.value.ask(channel) }
        return (try? await answer.get()) ?? false
    }
}

private final class HealthHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var received = ByteBuffer()
    private var asked: EventLoopPromise<Bool>?

    func ask(_ channel: any Channel) -> EventLoopFuture<Bool> {
        let promise = channel.eventLoop.makePromise(of: Bool.self)
        guard channel.isActive else {
            promise.succeed(false)
            return promise.futureResult
        }
        asked = promise
        // A write that fails is followed by the end of the connection, which settles the question.
        channel.writeAndFlush(ByteBuffer(string: "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"), promise: nil)
        return promise.futureResult
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        received.writeBuffer(&part)
        let text = String(buffer: received)
        guard text.hasSuffix("\r\n\r\nok\n") else { return }
        received.clear()
        settle(text.hasPrefix("HTTP/1.1 200 "))
    }

    func channelInactive(context: ChannelHandlerContext) { settle(false) }

    // A server that refuses may reset the connection.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func settle(_ isWell: Bool) {
        asked?.succeed(isWell)
        asked = nil
    }
}
