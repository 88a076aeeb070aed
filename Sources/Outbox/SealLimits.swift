/// How much one report may hold, so that an envelope stays far below `Envelope.limitBytes`, and the report within what an
/// aggregator takes: of a test's 32 platforms at most 2,000 in all, and 2,000 slots.
public struct SealLimits: Sendable, Equatable {
    public var lineTests: Int
    public var deviceDays: Int
    public var slots: Int

    public init(lineTests: Int = 60, deviceDays: Int = 2_000, slots: Int = 1_000) {
        precondition(lineTests > 0 && deviceDays > 0 && slots > 0, "a report that may hold nothing never ends")
        self.lineTests = lineTests
        self.deviceDays = deviceDays
        self.slots = slots
    }

    /// Half of each, nil when nothing is left to halve.
    var halved: SealLimits? {
        guard lineTests > 1 || deviceDays > 1 || slots > 1 else { return nil }
        return SealLimits(
            lineTests: max(1, lineTests / 2), deviceDays: max(1, deviceDays / 2), slots: max(1, slots / 2))
    }
}
