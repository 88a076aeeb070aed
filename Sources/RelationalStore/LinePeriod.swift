internal import Foundation
internal import Reports
internal import Store

/// From when to when a question about lines goes.
struct LinePeriod: Sendable, Equatable {
    private static let daySeconds = 86_400

    /// In seconds since 1970, both included.
    var since: Int
    var until: Int
    /// Whose tests alone count; nil for everybody's.
    var agent: String?

    init(_ query: Query) {
        since = query.since?.seconds ?? 0
        until = query.asOf.seconds
        agent = query.agent?.text
    }

    /// The last day, counted from 1970 (UTC).
    var lastDay: Int { Int((Double(until) / Double(Self.daySeconds)).rounded(.down)) }

    /// Whether what it comes to may be kept for the next question of the same day: whole days, everybody's tests.
    var isKept: Bool { since > 0 && since % Self.daySeconds == 0 && agent == nil }

    /// The same up to its last day's end.
    var wholeDays: LinePeriod {
        var whole = self
        whole.until = (lastDay + 1) * Self.daySeconds - 1
        return whole
    }

    /// As `line_figure` names it.
    var firstDay: Int { since / Self.daySeconds }
}
