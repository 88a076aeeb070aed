public import FoundationEssentials
public import Outbox

/// When what is unsealed is worth a report of its own.
public enum SealingPolicy: Sendable, Equatable {
    /// Whatever there is: `once`, `export`.
    case everything
    /// News at once; device-days that merely grew and slots that passed without a test, only when the last report is this many seconds old.
    case news(heartbeatSeconds: Double)

    /// What the daemon does: a change within a scan, and a sign of life with every hourly scan, which is never early.
    public static let daemon = SealingPolicy.news(heartbeatSeconds: 3_300)

    /// - Parameter now: by the same clock that sealed; when it went backwards, it is time.
    public func isDue(_ status: OutboxStatus, now: Date) -> Bool {
        let hasNews =
            status.unsealedScan || status.unsealedLineTests > 0 || status.unsealedLineTestDays > 0
            || status.unsealedPastDays > 0
        let hasAnything = hasNews || status.unsealedDeviceDays > 0 || status.unsealedSlots > 0
        switch self {
        case .everything: return hasAnything
        case .news(let heartbeatSeconds):
            guard let last = status.lastSealed else { return hasAnything }
            let age = now.timeIntervalSince(last)
            return hasNews || hasAnything && (age < 0 || age >= heartbeatSeconds)
        }
    }
}
