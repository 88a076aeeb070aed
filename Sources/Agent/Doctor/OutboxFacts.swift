internal import FoundationEssentials
internal import Outbox

/// What waits to be delivered, and when something last was.
struct OutboxFacts: Sendable {
    var isStateReadable = true
    var now: Date
    var status: OutboxStatus?
    /// Why the file cannot be read.
    var failure: OutboxFailure?
    var lastAcknowledged: Date?
    var isEnrolled = true

    /// A school's weekend and a day.
    static let oldSeconds = 3 * 86_400.0

    var findings: [Finding] { delivery + outbox }

    private var delivery: [Finding] {
        guard isStateReadable, failure == nil else { return [.skipped(.delivery, "the outbox cannot be read")] }
        guard isEnrolled, let status else { return [.skipped(.delivery, "nothing is delivered before enrolment")] }
        guard let lastAcknowledged else {
            // Acknowledged envelopes are kept for a fortnight.
            return [.found(.neverDelivered, "the region has acknowledged nothing in the last two weeks")]
        }
        let age = now.timeIntervalSince(lastAcknowledged)
        // A clock that was set back makes no age.
        let shown = age >= 0 ? "\(Words.age(age)) ago" : "on \(Stamp.day(lastAcknowledged))"
        if age > Self.oldSeconds, status.pending > 0 || status.unsealedScan || status.unsealedPastDays > 0 {
            return [.found(.deliveryOld, "the region last acknowledged something \(shown)")]
        }
        return [.ok(.delivery, "the region last acknowledged something \(shown)")]
    }

    private var outbox: [Finding] {
        guard isStateReadable else { return [.skipped(.outbox, "the state directory may not be read by this user")] }
        if let failure { return [.found(Self.word(failure.code), "it cannot be read: \(failure.reason)")] }
        guard let status else { return [.skipped(.outbox, "there is none before the first start")] }
        var found: [Finding] = []
        let age = status.oldestPending.map { now.timeIntervalSince($0) } ?? 0
        let waiting = "\(Words.count(status.pending, "report")) (\(Words.bytes(status.pendingBytes)))"
        if age > Self.oldSeconds {
            found.append(.found(.outboxOld, "\(waiting) wait, the oldest for \(Words.age(age))"))
        }
        if status.refused > 0 {
            found.append(.found(.reportsRefused, "\(Words.count(status.refused, "report")) refused for good"))
        }
        if status.unsealedLineTestDays > 0 || status.slotsDropped > 0 {
            let days = Words.count(status.unsealedLineTestDays, "day")
            found.append(.found(.testsThinned, "\(days) of tests summed up, \(status.slotsDropped) slots let go"))
        }
        guard found.isEmpty else { return found }
        guard status.pending > 0 else { return [.ok(.outbox, "nothing sealed waits")] }
        return [.ok(.outbox, "\(waiting) wait" + (age > 0 ? ", the oldest for \(Words.age(age))" : ""))]
    }

    static func word(_ code: OutboxFailure.Code) -> FindingWord {
        switch code {
        case .corrupt, .unreadable, .tooLarge: .outboxDamaged
        case .foreign, .newerVersion: .outboxForeign
        case .full, .notPermitted, .busy, .disk, .gone: .outboxUnreadable
        }
    }
}

/// The file system that the state lies on.
struct DiskFacts: Sendable {
    /// For who is not root.
    var freeBytes: Int
    var isReadOnly: Bool

    static let lowBytes = 300_000_000
    static let fullBytes = 2_000_000

    var findings: [Finding] {
        let free = "\(Words.bytes(freeBytes)) free where the state lies"
        if isReadOnly { return [.found(.diskReadOnly, "the file system of the state is mounted read-only")] }
        if freeBytes < Self.fullBytes { return [.found(.diskFull, free)] }
        if freeBytes < Self.lowBytes { return [.found(.diskLow, free)] }
        return [.ok(.disk, free)]
    }
}
