internal import FoundationEssentials
internal import Reports

/// What a report may tell of slots at most.
enum SlotBounds {
    /// Ten years of a plan of five a day.
    static let limit = 20_000
    /// More than any line carries, in Mbps.
    static let rateLimitMbps = 1e6

    static func check(_ slots: [SlotRecord]) throws(ReportFailure) {
        guard slots.count <= limit else { throw .outOfBounds("more than \(limit) slots") }
        for slot in slots {
            let texts = [slot.id, slot.reason?.rawValue, slot.test, slot.gateway].compactMap(\.self)
            guard texts.allSatisfy({ (1...ReportBounds.textLimitBytes).contains($0.utf8.count) }),
                slot.decidedAt.bootID.utf8.count <= ReportBounds.textLimitBytes
            else {
                throw .outOfBounds("a slot has an empty text or one longer than \(ReportBounds.textLimitBytes) bytes")
            }
            guard (0...rateLimitMbps).contains(slot.ownTrafficMbps ?? 0),
                (0...1_000_000).contains(slot.serverTests ?? 0)
            else { throw .outOfBounds("a slot has a rate or a count below 0 or beyond reason") }
            // Seconds that 64 bits hold, and that a reader can show.
            guard abs(slot.plannedAt.timeIntervalSince1970) < 1e11 else {
                throw .outOfBounds("a slot is planned beyond the calendar")
            }
            guard (0...ReportBounds.monotonicLimit).contains(slot.decidedAt.monotonic) else {
                throw .outOfBounds("a slot was decided before the boot or more than a century after it")
            }
        }
    }
}
