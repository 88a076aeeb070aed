/// What an aggregator's HTTP side allows.
public struct AggregatorConfiguration: Sendable, Equatable {
    public var listen: ListenAddress
    /// The size limit of one delivery, in bytes.
    public var deliveryLimitBytes: Int
    /// The size limit of one enrolment, in bytes, compressed and inflated.
    public var enrollmentLimitBytes: Int
    /// How many envelopes one delivery may bring.
    public var envelopeLimit: Int
    /// After how long a silent connection is closed, in seconds.
    public var idleTimeoutSeconds: Int
    /// How long a request's body may take to arrive whole, however steadily it trickles.
    public var bodyTimeout: Duration

    public init(
        listen: ListenAddress, deliveryLimitBytes: Int = 4_194_304, enrollmentLimitBytes: Int = 16_384,
        envelopeLimit: Int = 500, idleTimeoutSeconds: Int = 60, bodyTimeout: Duration = .seconds(60)
    ) {
        self.listen = listen
        self.deliveryLimitBytes = deliveryLimitBytes
        self.enrollmentLimitBytes = enrollmentLimitBytes
        self.envelopeLimit = envelopeLimit
        self.idleTimeoutSeconds = idleTimeoutSeconds
        self.bodyTimeout = bodyTimeout
    }
}
