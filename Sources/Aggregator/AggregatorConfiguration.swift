public import Store

/// What an aggregator's HTTP side allows.
public struct AggregatorConfiguration: Sendable, Equatable {
    public var listen: ListenAddress
    /// Whether the listener speaks TLS.
    public var tls: TLSMode
    /// How many connections there may be, and how long each part of one may take.
    public var connections: ConnectionLimits
    /// The size limit of one delivery, in bytes.
    public var deliveryLimitBytes: Int
    /// How many bytes of envelopes are stored of one agent in a day (UTC), so that one with a good key cannot fill the disk.
    public var agentBytesPerDay: Int
    /// How many bytes the bodies of all requests under way may have together.
    public var bodyBytes: Int
    /// The size limit of one enrolment, in bytes, compressed and inflated.
    public var enrollmentLimitBytes: Int
    /// The size limit of one lease request, in bytes.
    public var leaseLimitBytes: Int
    /// How many lease requests an agent may send within ten minutes; who waits for a listener asks often.
    public var leaseAskLimit: Int
    public var leases: LeaseRules
    /// How often an agent may ask for its settings within ten minutes: it asks when an answer tells it of newer ones.
    public var settingsAskLimit: Int
    /// How often one token of the reading API may ask within ten minutes.
    public var tokenReadLimit: Int
    /// The same for one address, whatever tokens it shows.
    public var addressReadLimit: Int
    /// How many wrong tokens an address may show within ten minutes.
    public var wrongTokenLimit: Int
    /// Of how many schools one question may work out what they have, where nobody has yet: a country's takes minutes.
    public var figuresAtOnce: Int
    /// How many envelopes one delivery may bring.
    public var envelopeLimit: Int
    /// After how long a silent connection is closed, in seconds.
    public var idleTimeoutSeconds: Int
    /// How long a request's body may take to arrive whole, however steadily it trickles.
    public var bodyTimeout: Duration

    public init(
        listen: ListenAddress, deliveryLimitBytes: Int = 4_194_304, enrollmentLimitBytes: Int = 16_384,
        leaseLimitBytes: Int = 16_384, leaseAskLimit: Int = 300, leases: LeaseRules = LeaseRules(),
        envelopeLimit: Int = 500, idleTimeoutSeconds: Int = 60, bodyTimeout: Duration = .seconds(60),
        tls: TLSMode = .auto, connections: ConnectionLimits = ConnectionLimits(), tokenReadLimit: Int = 600,
        addressReadLimit: Int = 2_400, agentBytesPerDay: Int = 64_000_000, bodyBytes: Int = 64_000_000,
        settingsAskLimit: Int = 60, wrongTokenLimit: Int = 20, figuresAtOnce: Int = 500
    ) {
        self.wrongTokenLimit = wrongTokenLimit
        self.figuresAtOnce = figuresAtOnce
        self.settingsAskLimit = settingsAskLimit
        self.agentBytesPerDay = agentBytesPerDay
        self.bodyBytes = bodyBytes
        self.tls = tls
        self.tokenReadLimit = tokenReadLimit
        self.addressReadLimit = addressReadLimit
        self.connections = connections
        self.listen = listen
        self.deliveryLimitBytes = deliveryLimitBytes
        self.enrollmentLimitBytes = enrollmentLimitBytes
        self.leaseLimitBytes = leaseLimitBytes
        self.leaseAskLimit = leaseAskLimit
        self.leases = leases
        self.envelopeLimit = envelopeLimit
        self.idleTimeoutSeconds = idleTimeoutSeconds
        self.bodyTimeout = bodyTimeout
    }
}
