/// Decides when devices have settled: a plugged-in hub or robotics kit is a hundred events, and deserves one scan.
///
/// A pure state machine: instants are handed in.
struct SettleTimer: Sendable, Equatable {
    typealias Instant = ContinuousClock.Instant

    /// How long nothing may have happened.
    var quiet: Duration = .milliseconds(250)
    /// How long after the first event a scan comes anyway, however much is still going on.
    var longest: Duration = .seconds(3)
    private var first: Instant?
    private var last: Instant?

    init(quiet: Duration = .milliseconds(250), longest: Duration = .seconds(3)) {
        self.quiet = quiet
        self.longest = longest
    }

    /// Something happened.
    mutating func event(at now: Instant) {
        if first == nil { first = now }
        last = now
    }

    /// When to ask again, nil while nothing has happened.
    var deadline: Instant? {
        guard let first, let last else { return nil }
        return min(last.advanced(by: quiet), first.advanced(by: longest))
    }

    /// Whether it is time; asked once, the next event begins anew.
    mutating func settles(at now: Instant) -> Bool {
        guard let deadline, deadline <= now else { return false }
        (first, last) = (nil, nil)
        return true
    }
}
