public import NIOCore

/// Adds to a channel what goes below the test, such as TLS.
public typealias ChannelPreparation = @Sendable (any Channel) -> EventLoopFuture<Void>

extension NDT7Server {
    /// Where a server listens and how much it takes on.
    public struct Configuration: Sendable {
        /// An address, or a name that is resolved once at the start.
        public var host: String
        /// 0 lets the system choose; `boundAddress` says which.
        public var port: Int
        /// Tests beyond this many are answered with 503 and Retry-After: two schools must not measure each other.
        public var maximumConcurrentTests: Int
        /// Connections beyond this many are closed at once. Latency probes are connections too, about ten a second a test.
        public var maximumConnections: Int
        /// Connections of one address that have not begun a test; generous, because many schools share one.
        public var maximumHandshakesPerAddress = 100
        /// Who may test, and by what name its tests are counted; nil opens the server to everybody.
        public var authorize: TestAuthorization?
        /// For each client that `authorize` names.
        public var clientQuota = TestQuota.knownClient
        /// For each address, an IPv6 /64 counting as one, of an open server.
        public var addressQuota = TestQuota.address
        /// The Retry-After of a busy server, in seconds.
        public var retryAfterSeconds: Int
        /// From the connection to the end of the upgrade.
        public var handshakeTimeLimit: TimeAmount
        /// How many bytes an upgrade request may take, within one read of 64 kB.
        public var handshakeSizeLimitBytes: Int
        /// How long a graceful shutdown waits for clients to close.
        public var shutdownGrace: TimeAmount
        /// Runs on every new connection before anything else: the place for TLS.
        public var prepareChannel: ChannelPreparation?
        /// Called on an event loop whenever a test begins, with the client's address.
        public var onTestBegin: (@Sendable (Direction, String) -> Void)?
        /// Called on an event loop whenever a test's connection has ended.
        public var onTestEnd: (@Sendable (ServerTestSummary) -> Void)?
        var limits = TestLimits()

        public init(
            host: String = "127.0.0.1", port: Int = 0, maximumConcurrentTests: Int = 20,
            maximumConnections: Int = 1000, retryAfterSeconds: Int = 30, handshakeTimeLimit: TimeAmount = .seconds(5),
            handshakeSizeLimitBytes: Int = 16 * 1024, shutdownGrace: TimeAmount = .seconds(2),
            prepareChannel: ChannelPreparation? = nil, onTestEnd: (@Sendable (ServerTestSummary) -> Void)? = nil
        ) {
            self.host = host
            self.port = port
            self.maximumConcurrentTests = maximumConcurrentTests
            self.maximumConnections = maximumConnections
            self.retryAfterSeconds = retryAfterSeconds
            self.handshakeTimeLimit = handshakeTimeLimit
            self.handshakeSizeLimitBytes = handshakeSizeLimitBytes
            self.shutdownGrace = shutdownGrace
            self.prepareChannel = prepareChannel
            self.onTestEnd = onTestEnd
        }
    }
}
