internal import NIOCore

/// Sends payload as fast as the line takes it, and no faster.
///
/// Writes only while the channel is writable, so little more than one message waits in memory: a sixteenth of what was sent.
/// What waits in the kernel is bounded by a quarter of that. Together they are why a slow line hardly overruns the end: the
/// Close stands behind them.
///
/// A class, because flushing calls back into the handler while `run` is under way.
final class PayloadPump {
    /// The channel option that both sides set: small, because payload is never short.
    static let waterMark = ChannelOptions.Types.WriteBufferWaterMark(low: 8 * 1024, high: 16 * 1024)
    /// What one turn of the event loop may send, so that a fast line does not starve timers and reads.
    static let turnBytes = 1 << 20
    /// Bounds of TCP_NOTSENT_LOWAT: less costs wake-ups, more would overrun slow lines.
    static let unsentBytes = 16 * 1024...256 * 1024

    private(set) var scaling = MessageScaling()
    /// Where to stop, in payload bytes.
    private let capBytes: Int?
    private var isRunning = false

    init(capBytes: Int? = nil) {
        self.capBytes = capBytes
    }

    enum Outcome: Equatable {
        /// The channel is full: go on when it is writable again.
        case full
        /// The turn is over: go on at once, in a turn of its own.
        case turnOver
        /// The cap is reached.
        case done
    }

    /// Writes and flushes until one of the outcomes. A call from within a call does nothing and says `.full`.
    func run(_ context: ChannelHandlerContext) -> Outcome {
        guard !isRunning else { return .full }
        isRunning = true
        defer { isRunning = false }
        if scaling.totalBytes == 0 { limitUnsent(context) }
        var sent = 0
        while true {
            while context.channel.isWritable, sent < Self.turnBytes, !isDone {
                context.write(NIOAny(WebSocketFrame.binary(RandomPayload.slice(scaling.messageBytes))), promise: nil)
                sent += scaling.messageBytes
                if scaling.sent() { limitUnsent(context) }
            }
            context.flush()
            if isDone { return .done }
            if !context.channel.isWritable { return .full }
            if sent >= Self.turnBytes { return .turnOver }
        }
    }

    private var isDone: Bool { capBytes.map { scaling.totalBytes >= $0 } ?? false }

    private func limitUnsent(_ context: ChannelHandlerContext) {
        let bytes = min(max(scaling.messageBytes / 4, Self.unsentBytes.lowerBound), Self.unsentBytes.upperBound)
        Socket.limitUnsent(of: context.channel, toBytes: bytes)
    }
}
