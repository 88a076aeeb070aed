internal import FoundationEssentials
internal import NIOCore

/// One connection to the control socket: who it is, one line in, the answer out, and closed.
final class ControlHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How long the request's line may take.
    static let requestSeconds: Int64 = 10
    /// How long a whole exchange may take: the largest outbox through a slow stick.
    static let exchangeSeconds: Int64 = 3_600

    private let desk: ControlDesk
    private var line = ByteBuffer()
    private var isAnswering = false
    private var alarm: Scheduled<Void>?

    init(desk: ControlDesk) {
        self.desk = desk
    }

    func channelActive(context: ChannelHandlerContext) {
        close(context.channel, in: Self.requestSeconds, on: context.eventLoop)
    }

    func channelInactive(context: ChannelHandlerContext) {
        alarm?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isAnswering else { return }
        var piece = unwrapInboundIn(data)
        line.writeBuffer(&piece)
        guard let end = line.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) else {
            if line.readableBytes > ControlRequest.limitBytes { context.close(promise: nil) }
            return
        }
        isAnswering = true
        close(context.channel, in: Self.exchangeSeconds, on: context.eventLoop)
        let request = Data(line.readableBytesView[..<end])
        line = ByteBuffer()
        let channel = context.channel
        let desk = desk
        ControlExchange.begin(request, on: channel, by: desk)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func close(_ channel: any Channel, in seconds: Int64, on loop: any EventLoop) {
        alarm?.cancel()
        alarm = loop.scheduleTask(in: .seconds(seconds)) { channel.close(promise: nil) }
    }
}
