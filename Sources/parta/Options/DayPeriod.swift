internal import ArgumentParser
internal import Foundation

/// Days from one to another, both included, as `2026-09-01..2026-10-31` (UTC).
struct DayPeriod: ExpressibleByArgument, Equatable {
    /// The first day's beginning.
    var since: Date
    /// The last day's last second.
    var until: Date

    init?(argument: String) {
        let days = argument.components(separatedBy: "..")
        guard days.count == 2, let first = Self.start(of: days[0]), let last = Self.start(of: days[1]), first <= last
        else { return nil }
        since = first
        until = last.addingTimeInterval(86_399)
    }

    private static func start(of day: String) -> Date? {
        guard day.utf8.count == 10, let date = try? Date("\(day)T00:00:00Z", strategy: .iso8601),
            date.formatted(.iso8601).hasPrefix(day)
        else { return nil }
        return date
    }
}
