public import Logging
public import NIOCore
internal import NIOPosix
internal import Synchronization

/// Offers NDT7 tests, download and upload, over WebSocket.
///
/// Source: https://github.com/m-lab/ndt-server/blob/main/spec/ndt7-protocol.md.
public final class NDT7Server: Sendable {
    private struct State {
        var listener: (any Channel)?
        var connections: [ObjectIdentifier: any Channel] = [:]
        var isShuttingDown = false
    }

    public let configuration: Configuration
    private let logger: Logger
    private let admission: Admission
    private let state = Mutex(State())

    public init(configuration: Configuration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        admission = Admission(
            maximumTests: configuration.maximumConcurrentTests, maximumConnections: configuration.maximumConnections,
            maximumHandshakesPerAddress: configuration.maximumHandshakesPerAddress)
    }

    /// Where the server listens, once it does.
    public var boundAddress: SocketAddress? { state.withLock { $0.listener?.localAddress } }

    /// How many tests run now.
    public var runningTests: Int { admission.runningTests }

    /// Listens; returns when connections are accepted.
    /// - Throws: when the address cannot be bound.
    public func start(group: any EventLoopGroup) async throws {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.writeBufferWaterMark, value: PayloadPump.waterMark)
            .childChannelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator.payload)
            .childChannelInitializer { self.accept($0) }
        let listener: any Channel
        if let address = try? SocketAddress(ipAddress: configuration.host, port: configuration.port) {
            listener = try await bootstrap.bind(to: address).get()
        } else {
            listener = try await bootstrap.bind(host: configuration.host, port: configuration.port).get()
        }
        state.withLock { $0.listener = listener }
    }

    /// Stops listening, closes handshakes, asks clients to close, and after `shutdownGrace` cuts what is left.
    ///
    /// Returns when every connection is gone. A second call does nothing.
    public func shutdown() async {
        let (listener, connections) = state.withLock { state in
            state.isShuttingDown = true
            defer { state.listener = nil }
            return (state.listener, Array(state.connections.values))
        }
        guard let listener else { return }
        // An error here says that it is closed already.
        try? await listener.close().get()
        for connection in connections {
            connection.pipeline.fireUserInboundEventTriggered(ServerQuiescing())
            let cut = connection.eventLoop.scheduleTask(in: configuration.shutdownGrace) {
                connection.close(promise: nil)
            }
            connection.closeFuture.whenComplete { _ in cut.cancel() }
        }
        for connection in connections { try? await connection.closeFuture.get() }
    }

    private func accept(_ channel: any Channel) -> EventLoopFuture<Void> {
        guard enter(channel) else {
            logger.debug(
                "connection turned away", metadata: ["client": "\(channel.remoteAddress?.endpoint ?? "unknown")"])
            return channel.close()
        }
        let prepared = configuration.prepareChannel?(channel) ?? channel.eventLoop.makeSucceededVoidFuture()
        return prepared.flatMapThrowing {
            let http = UpgradePipeline.server(sizeLimitBytes: self.configuration.handshakeSizeLimitBytes)
            let handshake = ServerHandshakeHandler(
                http: http, admission: self.admission, configuration: self.configuration, logger: self.logger)
            try http.add(to: channel.pipeline, before: handshake)
        }
    }

    private func enter(_ channel: any Channel) -> Bool {
        let id = ObjectIdentifier(channel)
        let entered = state.withLock { state in
            guard !state.isShuttingDown, admission.enterConnection() else { return false }
            state.connections[id] = channel
            return true
        }
        guard entered else { return false }
        channel.closeFuture.whenComplete { _ in
            self.state.withLock { _ = $0.connections.removeValue(forKey: id) }
            self.admission.leaveConnection()
        }
        return true
    }
}

extension AdaptiveRecvByteBufferAllocator {
    /// Grows to what a fast line needs and shrinks back.
    static let payload = AdaptiveRecvByteBufferAllocator(minimum: 4096, initial: 16 * 1024, maximum: 256 * 1024)
}
