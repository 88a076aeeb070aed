/// What one direction of a line test gave, beyond its headline figure. Rates in Mbps as the receiver counted.
public struct LineRate: Codable, Sendable, Equatable {
    /// All bytes over all time of the direction.
    public var meanMbps: Double?
    /// The rate once it had settled, slow start and a token bucket's first burst left out; nil where it never did.
    public var steadyMbps: Double?
    /// A 95 % interval of the line's sustained rate; equal to nothing measured where the rate never settled.
    public var lowMbps: Double?
    public var highMbps: Double?
    /// How long payload ran, in seconds.
    public var seconds: Double?
    /// Payload bytes that this direction moved, whether or not it gave a figure.
    public var bytes: Int
    public var stoppedEarly: Bool
    /// Whether the rate still rose at the end.
    public var rampLimited: Bool
    /// The sender's congestion control, such as `cubic` or `bbr`, where it is known.
    public var congestionControl: String?
    /// Retransmitted share of the bytes sent.
    public var loss: Double?
    /// The connection's shortest round trip, in milliseconds.
    public var minRTTMs: Double?
    /// Of a full test: what the early rule would have said, so that its bias stays known.
    public var early: EarlyEstimate?
    /// How the direction ended: a fixed word.
    public var ending: String?
    /// When a server that was busy asked to be tried again, in seconds.
    public var retryAfterSeconds: Int?

    public init(
        meanMbps: Double? = nil, steadyMbps: Double? = nil, lowMbps: Double? = nil, highMbps: Double? = nil,
        seconds: Double? = nil, bytes: Int = 0, stoppedEarly: Bool = false, rampLimited: Bool = false,
        congestionControl: String? = nil, loss: Double? = nil, minRTTMs: Double? = nil, early: EarlyEstimate? = nil,
        ending: String? = nil, retryAfterSeconds: Int? = nil
    ) {
        self.meanMbps = meanMbps
        self.steadyMbps = steadyMbps
        self.lowMbps = lowMbps
        self.highMbps = highMbps
        self.seconds = seconds
        self.bytes = bytes
        self.stoppedEarly = stoppedEarly
        self.rampLimited = rampLimited
        self.congestionControl = congestionControl
        self.loss = loss
        self.minRTTMs = minRTTMs
        self.early = early
        self.ending = ending
        self.retryAfterSeconds = retryAfterSeconds
    }

    enum CodingKeys: String, CodingKey {
        case seconds, bytes, loss, early, ending
        case retryAfterSeconds = "retry_after_seconds"
        case meanMbps = "mean_mbps"
        case steadyMbps = "steady_mbps"
        case lowMbps = "low_mbps"
        case highMbps = "high_mbps"
        case stoppedEarly = "stopped_early"
        case rampLimited = "ramp_limited"
        case congestionControl = "congestion_control"
        case minRTTMs = "min_rtt_ms"
    }
}

/// Where the early rule stops a direction, and with which figure.
public struct EarlyEstimate: Codable, Sendable, Equatable {
    public var mbps: Double
    /// A 95 % interval.
    public var lowMbps: Double
    public var highMbps: Double
    /// Since the handshake's end.
    public var seconds: Double
    /// Payload bytes moved until then.
    public var bytes: Int

    public init(mbps: Double, lowMbps: Double, highMbps: Double, seconds: Double, bytes: Int) {
        self.mbps = mbps
        self.lowMbps = lowMbps
        self.highMbps = highMbps
        self.seconds = seconds
        self.bytes = bytes
    }

    enum CodingKeys: String, CodingKey {
        case mbps, seconds, bytes
        case lowMbps = "low_mbps"
        case highMbps = "high_mbps"
    }
}
