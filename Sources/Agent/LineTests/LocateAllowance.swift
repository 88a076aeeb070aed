internal import FoundationEssentials

/// When M-Lab may be asked again: at most four automated tests a day, and patience when it asks for some. No I/O.
///
/// Source: M-Lab's policy for integrators, https://www.measurementlab.net/develop/.
struct LocateAllowance: Codable, Sendable, Equatable {
    static let testsADay = 4
    /// Where M-Lab asks for patience without saying how much, in seconds.
    static let unsaidPatience = 3_600
    /// No mistake of a server's silences a computer for longer, in seconds.
    static let longestPatience = 86_400.0

    /// The local calendar day that `tests` counts.
    private(set) var day = ""
    private(set) var tests = 0
    private(set) var notBefore: Date?

    /// - Parameter day: the local calendar day of `now`.
    func permits(at now: Date, day: String) -> Bool {
        if let notBefore {
            // A clock that was set back waits no longer than the longest patience.
            let left = notBefore.timeIntervalSince(now)
            if left > 0, left <= 2 * Self.longestPatience { return false }
        }
        return day != self.day || tests < Self.testsADay
    }

    mutating func count(on day: String) {
        tests = day == self.day ? tests + 1 : 1
        self.day = day
        notBefore = nil
    }

    /// - Parameter jitter: from 0 to 1; up to as long again, so that the computers of a school do not return together.
    mutating func wait(_ seconds: Int?, from now: Date, jitter: Double) {
        let asked = min(Double(max(1, seconds ?? Self.unsaidPatience)), Self.longestPatience)
        notBefore = now.addingTimeInterval(asked * (1 + jitter))
    }
}
