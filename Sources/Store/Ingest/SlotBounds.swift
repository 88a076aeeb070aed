internal import FoundationEssentials
internal import Reports

/// What a report may tell of slots at most.
enum SlotBounds {
    /// A year of a plan of five a day; agents send no more than 1,000 at once.
    static let limit = 2_000
    static let droppedLimit = 1_000_000

    static func check(_ slots: [SlotRecord]) throws(ReportFailure) {
        guard slots.count <= limit else { throw .outOfBounds("more than \(limit) slots") }
        // Slots of one day share its names.
        var names: [Int: Set<String>] = [:]
        for slot in slots {
            let texts = [slot.reason?.rawValue, slot.test, slot.gateway].compactMap(\.self)
            guard texts.allSatisfy({ (1...ReportBounds.textLimitBytes).contains($0.utf8.count) }) else {
                throw .outOfBounds("a slot has an empty text or one longer than \(ReportBounds.textLimitBytes) bytes")
            }
            guard FigureBounds.rates.contains(slot.ownTrafficMbps ?? 0),
                FigureBounds.counts.contains(slot.serverTests ?? 0)
            else { throw .outOfBounds("a slot has a rate or a count below 0 or beyond reason") }
            guard !slot.ran || slot.test != nil else {
                throw .outOfBounds("a slot ran without the test that ran in it")
            }
            // Seconds that 64 bits hold, and that a reader can show.
            guard abs(slot.plannedAt.timeIntervalSince1970) < 1e11 else {
                throw .outOfBounds("a slot is planned beyond the calendar")
            }
            let day = Int((slot.plannedAt.timeIntervalSince1970 / 86_400).rounded(.down))
            let near = names[day] ?? SlotDay.names(around: slot.plannedAt)
            names[day] = near
            guard isName(slot.id, among: near) else {
                throw .outOfBounds(
                    "a slot's id is not DAY/STRATUM or WEEK/out, or names another day than it is planned on")
            }
        }
    }

    /// `2026-11-22/2`, strata numbered from 1, or `2026-W47/out`.
    private static func isName(_ id: String, among days: Set<String>) -> Bool {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, days.contains(String(parts[0])) else { return false }
        if parts[0].contains("W") { return parts[1] == "out" }
        return Int(parts[1]).map { (1...999).contains($0) && String($0) == parts[1] } ?? false
    }
}
