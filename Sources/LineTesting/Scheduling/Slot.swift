public import FoundationEssentials
public import Reports

/// One moment of the plan at which the line is to be tested by one of the school's computers.
public struct Slot: Sendable, Hashable {
    /// `2026-11-22/2`, strata numbered from 1; `2026-W47/out` for the weekly one outside lessons.
    public var id: String
    public var plannedAt: Date
    public var inLessons: Bool
    /// No test of this slot begins later: the retry's window, and in lessons the shift's end less a test's length.
    public var latestStart: Date

    public init(id: String, plannedAt: Date, inLessons: Bool, latestStart: Date) {
        self.id = id
        self.plannedAt = plannedAt
        self.inLessons = inLessons
        self.latestStart = latestStart
    }

    /// The slot's record without a test.
    ///
    /// Nothing of the network is told unless its gateway is confirmed for the school.
    /// - Parameters:
    ///   - circumstances: nil where nobody looked, as for a missed slot.
    ///   - holder: who held the lease, where the aggregator said so.
    public func skipped(
        _ reason: SlotRecord.Reason, at now: ObservedTime, circumstances: SlotCircumstances? = nil,
        holder: AgentID? = nil
    ) -> SlotRecord {
        record(at: now, ran: false, reason: reason, test: nil, circumstances: circumstances, holder: holder)
    }

    /// The slot's record with the test that ran in it.
    /// - Parameter serverTests: how many the server ran, this one included, where it said so.
    public func ran(
        test: String, at now: ObservedTime, circumstances: SlotCircumstances, serverTests: Int? = nil
    ) -> SlotRecord {
        var record = record(
            at: now, ran: true, reason: nil, test: test, circumstances: circumstances, holder: nil)
        record.serverTests = serverTests
        return record
    }

    private func record(
        at now: ObservedTime, ran: Bool, reason: SlotRecord.Reason?, test: String?, circumstances: SlotCircumstances?,
        holder: AgentID?
    ) -> SlotRecord {
        let told = circumstances.flatMap { $0.isConfirmedGateway ? $0 : nil }
        return SlotRecord(
            id: id, plannedAt: plannedAt, decidedAt: now, inLessons: inLessons, ran: ran, reason: reason, test: test,
            ownTrafficMbps: told?.ownTrafficMbps, holder: holder, medium: told?.medium, gateway: told?.gateway)
    }
}
