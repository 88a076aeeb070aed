/// A signed report on its way: resent byte for byte until it is acknowledged.
public struct SealedEnvelope: Sendable, Equatable {
    /// Position in the outbox's stream, from 1.
    public var seq: Int
    /// The envelope as it travels.
    public var text: String

    public init(seq: Int, text: String) {
        self.seq = seq
        self.text = text
    }
}

/// An envelope the aggregator will never take, kept for whoever looks into it.
public struct SetAsideEnvelope: Sendable, Equatable {
    public var seq: Int
    public var text: String
    /// The aggregator's words.
    public var reason: String
}
