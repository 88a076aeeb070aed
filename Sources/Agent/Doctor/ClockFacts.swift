internal import FoundationEssentials
internal import Glibc
internal import LineTesting
internal import Outbox
internal import Reports

/// What time it is, by this computer and by everything else that has a date.
struct ClockFacts: Sendable {
    var now: Date
    /// When the program was built.
    var built: Date?
    /// The latest moment at which the region signed something that is known here.
    var signed: Date?
    /// The server's clock less this computer's, in seconds; nil where the server was not reached.
    var serverAhead: Double?
    /// Nil where the computer has none and no setting names one.
    var zone: String?

    /// Beyond this, observations are dated by the region's clock (docs/delivery.md).
    static let toleranceSeconds = 300.0
    /// Builds carry the time of the machine that made them, in whatever zone.
    static let buildSlackSeconds = 86_400.0

    var findings: [Finding] {
        var found: [Finding] = []
        let earliest = Date(timeIntervalSince1970: Double(LineTestPlanner.earliestDay.daysSinceEpoch) * 86_400)
        if now < earliest {
            found.append(.found(.clockUnset, "the clock says \(Stamp.day(now)): no line test is planned by it"))
        } else if let ahead = serverAhead, abs(ahead) > Self.toleranceSeconds {
            let way = ahead > 0 ? "behind" : "ahead of"
            found.append(.found(.clockOff, "the clock is \(Words.age(ahead)) \(way) the server's"))
        } else if let built, now < built.addingTimeInterval(-Self.buildSlackSeconds) {
            found.append(.found(.clockBehind, "the clock says \(Stamp.day(now)), before this program was built"))
        } else if let signed, now < signed.addingTimeInterval(-Self.toleranceSeconds) {
            found.append(.found(.clockBehind, "the clock says \(Stamp.day(now)), before the region's last word"))
        }
        if zone == nil { found.append(.found(.noTimeZone, "no time zone is set: lessons are planned in UTC")) }
        guard found.isEmpty, let zone else { return found }
        let server = serverAhead.map { "within \(Words.age($0)) of the server" } ?? "server not asked"
        return [.ok(.clock, "\(Stamp.minute(now)), \(server), \(zone)")]
    }
}

/// Dates as this computer shows them.
enum Stamp {
    static func day(_ date: Date) -> String { LocalDay.text(of: date) }

    /// To the minute, by the computer's time zone.
    static func minute(_ date: Date) -> String {
        var seconds = time_t(date.timeIntervalSince1970.rounded(.down))
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return day(date) }
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day(date)) \(two(parts.tm_hour)):\(two(parts.tm_min))"
    }
}
