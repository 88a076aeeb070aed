public import NIOCore
internal import NIOPosix

/// Runs NDT7 tests against one server.
///
/// A test ends within 15 s whatever the server does. Source of the limits: `TestLimits`.
public struct NDT7Client: Sendable {
    /// Whom to test against, and how.
    public struct Configuration: Sendable {
        public var server: TestServer
        public var metadata: ClientMetadata
        /// Ends each test this long after its handshake; nil leaves it to the server (10 s).
        public var durationLimit: TimeAmount?
        /// From the first packet to the end of the upgrade.
        public var handshakeTimeLimit: TimeAmount
        /// Runs on every connection before anything else: the place for TLS.
        public var prepareChannel: ChannelPreparation?
        /// Where to connect to instead of asking the resolver for the server's name.
        public var address: SocketAddress?
        var limits = TestLimits()

        public init(
            server: TestServer, metadata: ClientMetadata, durationLimit: TimeAmount? = nil,
            handshakeTimeLimit: TimeAmount = .seconds(5), prepareChannel: ChannelPreparation? = nil,
            address: SocketAddress? = nil
        ) {
            self.server = server
            self.metadata = metadata
            self.durationLimit = durationLimit
            self.handshakeTimeLimit = handshakeTimeLimit
            self.prepareChannel = prepareChannel
            self.address = address
        }
    }

    /// How many bytes an answer to the upgrade may take, within one read.
    static let handshakeSizeLimitBytes = 16 * 1024

    public let configuration: Configuration

    public init(configuration: Configuration) {
        self.configuration = configuration
    }

    /// Measures towards this computer, counting payload as it arrives.
    /// - Parameters:
    ///   - stopping: what ends the test before its time.
    ///   - progress: called on an event loop about ten times a second.
    /// - Throws: `NDT7Failure` when the test does not begin.
    public func download(
        group: any EventLoopGroup, stopping: StopConditions = StopConditions(),
        progress: (@Sendable (NDT7Progress) -> Void)? = nil
    ) async throws -> NDT7Result {
        try await run(.download, group, stopping, progress)
    }

    /// Measures from this computer, rated by the server's count.
    /// - Parameters:
    ///   - stopping: what ends the test before its time.
    ///   - progress: called on an event loop about ten times a second.
    /// - Throws: `NDT7Failure` when the test does not begin.
    public func upload(
        group: any EventLoopGroup, stopping: StopConditions = StopConditions(),
        progress: (@Sendable (NDT7Progress) -> Void)? = nil
    ) async throws -> NDT7Result {
        try await run(.upload, group, stopping, progress)
    }

    private func run(
        _ direction: Direction, _ group: any EventLoopGroup, _ stopping: StopConditions,
        _ progress: (@Sendable (NDT7Progress) -> Void)?
    ) async throws -> NDT7Result {
        guard !configuration.server.isSecure || configuration.prepareChannel != nil else {
            throw NDT7Failure.noSecureTransport
        }
        let loop = group.next()
        let plan = ClientTestPlan(
            direction: direction, begun: loop.now, durationLimit: configuration.durationLimit,
            limits: configuration.limits, stopping: stopping, onProgress: progress)
        let promise = loop.makePromise(of: NDT7Result.self)
        let configuration = configuration
        let channel: any Channel
        do {
            // Of several connections tried at once only the first becomes the test, in the turn that it stands: TLS may fail in
            // the next one, and somebody has to hear it.
            channel = try await loop.flatSubmit {
                connect(loop).map { channel in
                    let http = UpgradePipeline.client(sizeLimitBytes: Self.handshakeSizeLimitBytes)
                    let handshake = ClientHandshakeHandler(
                        http: http, server: configuration.server, metadata: configuration.metadata, plan: plan,
                        timeLimit: configuration.handshakeTimeLimit, promise: promise)
                    do {
                        try http.add(to: channel.pipeline, before: handshake)
                    } catch {
                        promise.fail(NDT7Failure.badHandshake("it closed the connection at once"))
                    }
                    return channel
                }
            }.get()
        } catch {
            let failure: NDT7Failure =
                Task.isCancelled ? .cancelled : .unreachable(reason: NDT7Failure.reason(for: error))
            promise.fail(failure)
            throw failure
        }
        return try await withTaskCancellationHandler {
            do {
                return try await promise.futureResult.get()
            } catch let failure as NDT7Failure where Task.isCancelled {
                // Whatever the end looked like, it was ours.
                throw NDT7Failure(
                    .cancelled, bytesReceived: failure.bytesReceived, bytesSent: failure.bytesSent)
            }
        } onCancel: {
            loop.execute {
                channel.pipeline.fireUserInboundEventTriggered(ClientCancellation())
            }
        }
    }

    private func connect(_ loop: any EventLoop) -> EventLoopFuture<any Channel> {
        let prepare = configuration.prepareChannel
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(configuration.handshakeTimeLimit)
            .channelOption(.writeBufferWaterMark, value: PayloadPump.waterMark)
            .channelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator.payload)
            .channelInitializer { channel in
                prepare?(channel) ?? channel.eventLoop.makeSucceededVoidFuture()
            }
        if let address = configuration.address ?? configuration.server.numericAddress {
            return bootstrap.connect(to: address)
        }
        return bootstrap.connect(host: configuration.server.host, port: configuration.server.port)
    }
}
