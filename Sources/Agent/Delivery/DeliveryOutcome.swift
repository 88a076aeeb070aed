public import FoundationEssentials

/// How a delivery went: what arrived counts even when it ended in a failure.
public struct DeliveryOutcome: Sendable {
    /// An envelope refused for good, by its number.
    public struct Refusal: Sendable, Equatable {
        public var seq: Int
        /// The aggregator's words.
        public var reason: String
    }

    /// Envelopes the region now holds durably and did not, as far as was known, before.
    public var delivered = 0
    public var refused: [Refusal] = []
    /// Envelopes that travel again in a new stream, because the region had ended theirs.
    public var renewed = 0
    /// Envelopes that had been acknowledged and travel again, because the region's store no longer holds them.
    public var resent = 0
    /// Requests made.
    public var requests = 0
    /// Bytes of their envelopes.
    public var bytesSent = 0
    /// Whether it ended because the round's bytes were used up.
    public var isPaced = false
    /// Seconds the server asked to wait before the next delivery.
    public var retryAfterSeconds: Int?
    /// The aggregator's clock.
    public var serverTime: Date?
    /// Which state of the aggregator's store answered.
    public var storeEpoch: String?
    /// Where to measure the line.
    public var lineTestServer: String?
    /// The newest statement on the region's servers.
    public var trustVersion: Int?
    /// The newest version of the region's settings.
    public var settingsVersion: Int?
    /// The region asks this computer to take a key of its own.
    public var rekeyOrdered = false
    /// This computer has done so: it is another agent now, and not enrolled yet.
    public var rekeyed = false
    /// Why it ended before everything had arrived, nil when everything has.
    public var failure: (any ExplainedFailure)?

    public init() {}
}
