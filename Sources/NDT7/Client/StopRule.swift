/// Judges a running test by what has arrived so far. A value of its own for each direction.
public protocol StopRule: Sendable {
    /// Called on the event loop with every sample, in order: about ten a second for a download, for an upload with every
    /// measurement of the server that can be true.
    /// - Returns: whether more would tell nothing new; asked no more after the first true.
    mutating func shouldStop(at sample: NDT7Result.Sample) -> Bool
}

/// What ends one direction before its time.
public struct StopConditions: Sendable {
    public var rule: (any StopRule)?
    /// Payload bytes of the direction. What is under way when they are reached still arrives: a download by what the line
    /// holds, an upload by at most a message, which is a sixteenth of what was sent.
    public var byteCap: Int?

    public init(rule: (any StopRule)? = nil, byteCap: Int? = nil) {
        self.rule = rule
        self.byteCap = byteCap
    }
}
