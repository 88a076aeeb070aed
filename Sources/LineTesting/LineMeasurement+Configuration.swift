public import NDT7
public import NIOCore

extension LineMeasurement {
    /// How much a measurement is to find out.
    public enum Effort: String, Sendable, CaseIterable {
        /// The protocol's full length both ways; the early rule only says what it would have done.
        case full
        /// Each direction ends as soon as the early rule is sure.
        case early
        /// No load at all: what may still be asked of a line where bytes cost money.
        case latency
    }

    /// What to measure against, and how long.
    public struct Configuration: Sendable {
        public var server: TestServer
        public var metadata: ClientMetadata
        public var effort: Effort
        /// Payload bytes for both directions together: the download ends at three quarters, the upload gets what is left.
        /// What is under way when a direction ends still arrives. Nil is no limit.
        public var byteAllowance: Int?
        /// What the server admits tests by: a lease's token.
        public var accessToken: String?
        /// The school's own router and a port of it, probed beside the server; a refusal is an answer.
        public var gateway: SocketAddress?
        /// What was found around the line beforehand: the verdict needs it.
        public var surroundings = LineSurroundings()
        /// How long the idle line is probed.
        public var idleDuration: TimeAmount
        /// Between two probes, idle and loaded.
        public var probeInterval: TimeAmount
        /// Ends each direction early; nil is the protocol's full length of 10 s.
        public var directionLimit: TimeAmount?
        /// Time for making a connection and for the upgrade.
        public var handshakeTimeLimit: TimeAmount
        /// Runs on every test's connection before anything else: the place for TLS.
        public var prepareChannel: ChannelPreparation?
        /// Finds a server given by its name; nil where only addresses are measured against.
        public var lookUp: Lookup?

        public init(
            server: TestServer, metadata: ClientMetadata, effort: Effort = .full, byteAllowance: Int? = nil,
            accessToken: String? = nil, gateway: SocketAddress? = nil, idleDuration: TimeAmount = .seconds(2),
            probeInterval: TimeAmount = .milliseconds(100), directionLimit: TimeAmount? = nil,
            handshakeTimeLimit: TimeAmount = .seconds(5), prepareChannel: ChannelPreparation? = nil,
            lookUp: Lookup? = nil
        ) {
            self.server = server
            self.metadata = metadata
            self.effort = effort
            self.byteAllowance = byteAllowance
            self.accessToken = accessToken
            self.gateway = gateway
            self.idleDuration = idleDuration
            self.probeInterval = probeInterval
            self.directionLimit = directionLimit
            self.handshakeTimeLimit = handshakeTimeLimit
            self.prepareChannel = prepareChannel
            self.lookUp = lookUp
        }
    }
}
