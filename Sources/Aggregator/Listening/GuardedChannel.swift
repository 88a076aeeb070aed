internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOSSL
internal import Synchronization

/// A connection with limits on how many there are and how long each part of it takes, over TLS where there is a context.
struct GuardedChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    private let http: HTTP1Channel
    private let tls: NIOSSLContext?
    private let limits: RequestClock.Limits
    private let ledger: ConnectionCounter

    init(
        configuration: AggregatorConfiguration, tls: NIOSSLContext?, responder: @escaping HTTPChannelHandler.Responder
    ) {
        let idle = TimeAmount.seconds(Int64(configuration.idleTimeoutSeconds))
        var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
        decoder.maxHeaderListSize = configuration.connections.headerBytes
        decoder.maxHeaderFieldSize = configuration.connections.headerBytes
        http = HTTP1Channel(
            responder: responder,
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [RequestPartHandler()], idleTimeout: idle,
                httpDecoderConfiguration: decoder))
        self.tls = tls
        let connections = configuration.connections
        limits = RequestClock.Limits(
            handshake: TimeAmount(connections.handshake), head: TimeAmount(connections.head),
            body: TimeAmount(configuration.bodyTimeout + connections.bodyGrace),
            answer: TimeAmount(connections.answer), idle: idle)
        ledger = ConnectionCounter(
            ConnectionLedger(
                maximum: connections.maximumConnections, maximumPerAddress: connections.maximumPerAddress))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let address = channel.remoteAddress?.countingKey ?? "unknown"
        guard ledger.enter(address) else {
            // The accepting loop never sees a channel whose setup failed: refusing costs it nothing.
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }
        channel.closeFuture.whenComplete { _ in ledger.leave(address) }
        return channel.eventLoop.makeCompletedFuture {
            let deadline = DeadlineHandler(limits: limits, isSecure: tls != nil)
            try channel.pipeline.syncOperations.addHandler(deadline)
            if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
            try channel.pipeline.syncOperations.addHandler(ArrivalHandler(deadline))
        }
        .flatMap { http.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}

/// The ledger of all event loops.
private final class ConnectionCounter: Sendable {
    private let ledger: Mutex<ConnectionLedger>

    init(_ ledger: ConnectionLedger) {
        self.ledger = Mutex(ledger)
    }

    func enter(_ address: String) -> Bool { ledger.withLock { $0.enter(address) } }
    func leave(_ address: String) { ledger.withLock { $0.leave(address) } }
}
