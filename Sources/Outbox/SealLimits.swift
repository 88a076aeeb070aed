/// How much one report may hold, so that an envelope stays far below `Envelope.limitBytes`, and the report within what an
/// aggregator takes: of a test's 32 platforms at most 2,000 in all, and 2,000 slots.
public struct SealLimits: Sendable, Equatable {
    public var lineTests: Int
    public var deviceDays: Int
    public var slots: Int
    /// Daily summaries of line tests.
    public var lineTestDays: Int
    /// How many reports are sealed at once: what is not stays compact.
    public var envelopes: Int

    public init(
        lineTests: Int = 60, deviceDays: Int = 2_000, slots: Int = 1_000, lineTestDays: Int = 400,
        envelopes: Int = .max
    ) {
        precondition(
            lineTests > 0 && deviceDays > 0 && slots > 0 && lineTestDays > 0 && envelopes > 0,
            "a report that may hold nothing never ends")
        self.lineTestDays = lineTestDays
        self.envelopes = envelopes
        self.lineTests = lineTests
        self.deviceDays = deviceDays
        self.slots = slots
    }

    /// Half of each, nil when nothing is left to halve.
    var halved: SealLimits? {
        guard lineTests > 1 || deviceDays > 1 || slots > 1 || lineTestDays > 1 else { return nil }
        return SealLimits(
            lineTests: max(1, lineTests / 2), deviceDays: max(1, deviceDays / 2), slots: max(1, slots / 2),
            lineTestDays: max(1, lineTestDays / 2), envelopes: envelopes)
    }
}
