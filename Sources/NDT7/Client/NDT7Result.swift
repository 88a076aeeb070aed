/// What one test found.
public struct NDT7Result: Sendable, Equatable {
    /// A point on the way: the receiver's count so far, and what is known of the sender by then.
    public struct Sample: Sendable, Equatable {
        /// Since the handshake ended, by the receiver's clock.
        public var elapsedSeconds: Double
        public var bytes: Int
        public var minRTTMs: Double?
        /// Bytes that the sender's kernel sent, retransmissions included, and those sent again.
        public var sentByteCount: Int?
        public var retransmittedByteCount: Int?
        /// The sender's congestion control, where it is known.
        public var congestionControl: String?

        public init(
            elapsedSeconds: Double, bytes: Int, minRTTMs: Double? = nil, sentByteCount: Int? = nil,
            retransmittedByteCount: Int? = nil, congestionControl: String? = nil
        ) {
            self.elapsedSeconds = elapsedSeconds
            self.bytes = bytes
            self.minRTTMs = minRTTMs
            self.sentByteCount = sentByteCount
            self.retransmittedByteCount = retransmittedByteCount
            self.congestionControl = congestionControl
        }
    }

    /// How a test came to its end, in the words that reports use.
    public enum Ending: String, Sendable, Equatable {
        /// The server closed, as the protocol says.
        case closedByServer = "closed_by_server"
        /// Our own limit was reached.
        case stoppedByClient = "stopped_by_client"
        /// The stop rule had seen enough.
        case stoppedEarly = "stopped_early"
        /// The byte cap was reached.
        case byteCapped = "byte_capped"
        /// The connection ended without a Close.
        case connectionLost = "connection_lost"
        /// The server was still there when all time was used up.
        case timedOut = "timed_out"
        /// The server broke the protocol.
        case protocolViolation = "protocol_violation"
        /// The caller's task was cancelled.
        case cancelled
    }

    public var direction: Direction
    /// The receiver's count: payload bytes for a download, TCP bytes for an upload.
    public var bytes: Int
    /// What `bytes` took, from the end of the handshake.
    public var elapsedSeconds: Double
    /// 8 * bytes / elapsedSeconds / 10^6; nil when nothing arrived.
    public var mbps: Double?
    /// About ten a second for a download. For an upload the server's measurements, or, where it counted nothing, the
    /// bytes that its kernel acknowledged.
    public var samples: [Sample]
    public var lastServerMeasurement: Measurement?
    /// The smallest round trip that the sender's kernel saw.
    public var minRTTMs: Double?
    /// Bytes that the sender's kernel sent, retransmissions included; nil when it did not say.
    public var sentByteCount: Int?
    /// Those of them that were sent again.
    public var retransmittedByteCount: Int?
    /// What passed this computer's socket in each direction: what the test cost.
    public var localBytesReceived: Int
    public var localBytesSent: Int
    /// The sender's congestion control; a server tells only BBR of its own.
    public var congestionControl: String?
    /// Sentences about what was not as it should be.
    public var warnings: [String]
    public var ending: Ending
    /// How many tests the server ran when this one began, this one among them; nil when it did not say.
    public var serverTests: Int?
    /// How many it allows at once.
    public var serverTestLimit: Int?
    /// This computer's kernel on the connection, last asked as the test ended.
    public var localTCPInfo: TCPInfo?

    /// Retransmitted bytes as a share of those sent, from 0 to 1.
    public var retransmitShare: Double? {
        guard let sentByteCount, let retransmittedByteCount, sentByteCount > 0 else { return nil }
        return min(1, max(0, Double(retransmittedByteCount) / Double(sentByteCount)))
    }
}

/// How far a running test is.
public struct NDT7Progress: Sendable, Equatable {
    public var direction: Direction
    public var elapsedSeconds: Double
    public var bytes: Int
    /// The mean so far.
    public var mbps: Double
}
