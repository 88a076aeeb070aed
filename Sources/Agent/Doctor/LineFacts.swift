internal import FoundationEssentials
internal import LineTesting
internal import Reports

/// When the line is tested next, and what became of the last slots.
struct LineFacts: Sendable {
    enum Gateway: Sendable, Equatable {
        /// No default route.
        case none
        /// A route whose router cannot be told from another.
        case unknown
        case confirmed, enrolledHere, elsewhere
    }

    /// Why there is no plan; nil where there is one.
    var reason: String?
    /// Nil when none comes within the week.
    var next: Date?
    /// Bytes left of the day and of the month.
    var leftToday = 0
    var leftThisMonth = 0
    /// Whether a server for line tests is known.
    var hasServer = true
    /// The latest first.
    var slots: [SlotRecord] = []
    /// Nil where it cannot be told.
    var gateway: Gateway?

    /// So many in a row tell something.
    static let slotsLookedAt = 8
    /// Thirty computers share a line's slots, and are off for most of them.
    static let usual: Set<SlotRecord.Reason?> = [.heldByAnother, .alreadyMeasured, .agentCap, .metered, .missed]

    var findings: [Finding] { line + [place] }

    private var line: [Finding] {
        if let reason { return [.skipped(.line, reason)] }
        var found: [Finding] = []
        if !hasServer { found.append(.found(.noLineServer, "no server for line tests is known")) }
        if next == nil { found.append(.found(.noSlots, "no line test is planned within a week")) }
        if leftThisMonth <= 0 || leftToday <= 0 {
            found.append(
                .found(
                    .budgetSpent,
                    "\(Words.bytes(leftToday)) left today, \(Words.bytes(leftThisMonth)) this month"))
        }
        let latest = slots.prefix(Self.slotsLookedAt)
        if latest.count == Self.slotsLookedAt, !latest.contains(where: { $0.ran || Self.usual.contains($0.reason) }) {
            found.append(
                .found(.slotsSkipped, "the last \(latest.count) slots passed untested: \(Self.reasons(latest))"))
        }
        guard found.isEmpty, let next else { return found }
        let last = slots.first.map { $0.ran ? "; last ran" : "; last: \($0.reason?.rawValue ?? "skipped")" } ?? ""
        let month = Words.bytes(leftThisMonth)
        // The year would not fit on a line, and is known.
        return [
            .ok(.line, "next \(Stamp.minute(next).dropFirst(5)); \(Words.bytes(leftToday)) left, month \(month)\(last)")
        ]
    }

    private var place: Finding {
        switch gateway {
        case nil: .skipped(.gateway, reason ?? "this agent has not started yet")
        case .some(.none): .found(.noGateway, "there is no default route")
        case .unknown: .found(.noGateway, "there is a network, but its router cannot be told from another")
        case .confirmed: .ok(.gateway, "the school's, confirmed by the region")
        case .enrolledHere: .ok(.gateway, "the one this computer enrolled behind, not confirmed yet")
        case .elsewhere: .found(.gatewayElsewhere, "this computer does not stand behind its school's gateway")
        }
    }

    /// Words and how often, the commonest first.
    static func reasons(_ slots: some Sequence<SlotRecord>) -> String {
        var counts: [String: Int] = [:]
        for slot in slots { counts[slot.reason?.rawValue ?? "unknown", default: 0] += 1 }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }
}
