internal import NIOCore
internal import Synchronization

/// How many bytes went each way on one layer, over all connections.
final class Traffic: Sendable {
    private let receivedBytes = Atomic<Int>(0)
    private let sentBytes = Atomic<Int>(0)

    var received: Int { receivedBytes.load(ordering: .relaxed) }
    var sent: Int { sentBytes.load(ordering: .relaxed) }

    func addReceived(_ count: Int) { receivedBytes.add(count, ordering: .relaxed) }
    func addSent(_ count: Int) { sentBytes.add(count, ordering: .relaxed) }
}

/// Counts what passes at its place in a channel: below TLS what is on the wire, above it what HTTP says.
final class TrafficMeter: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private let traffic: Traffic

    init(_ traffic: Traffic) {
        self.traffic = traffic
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        traffic.addReceived(unwrapInboundIn(data).readableBytes)
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        traffic.addSent(unwrapOutboundIn(data).readableBytes)
        context.write(data, promise: promise)
    }
}
