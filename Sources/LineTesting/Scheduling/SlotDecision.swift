public import Reports

/// What to do with a slot.
public enum SlotDecision: Sendable, Equatable {
    /// Ask the aggregator for a lease, and test within these terms if it grants one.
    case ask(TestTerms)
    /// Measure latency only and record the reason: no lease is needed, no load is made.
    case latencyOnly(SlotRecord.Reason)
    case skip(SlotRecord.Reason)
}

/// Within which bounds a test may run.
public struct TestTerms: Sendable, Equatable {
    /// Payload bytes of both directions together that the measurement must not pass; already what is left today.
    public var byteCap: Int
    /// Whether this computer's own settings ask for a full test here; `Lease.full` may ask as well.
    public var full: Bool
    /// Whether a full test fits the day's bytes: otherwise it stops early whoever asked for it in full.
    public var mayRunFull: Bool

    public init(byteCap: Int, full: Bool, mayRunFull: Bool) {
        self.byteCap = byteCap
        self.full = full
        self.mayRunFull = mayRunFull
    }

    /// Whether the test runs in full under this lease.
    public func runsInFull(_ lease: Lease) -> Bool { (full || lease.full) && mayRunFull }

    /// The hard cap for the measurement: the tighter of what is left today and what the lease allows.
    public func byteCap(_ lease: Lease) -> Int { min(byteCap, lease.byteAllowance ?? byteCap) }
}
