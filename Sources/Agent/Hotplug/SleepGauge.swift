internal import Reports

/// Tells whether the computer slept between two looks at its clocks.
///
/// CLOCK_BOOTTIME runs while the computer sleeps and CLOCK_MONOTONIC does not (clock_gettime(2)): what they drift apart is
/// sleep.
struct SleepGauge: Sendable {
    /// Less is the time between the two readings, not sleep.
    static let leastSeconds = 0.5

    private let clock: AgentClock
    private var gap: Double

    init(_ clock: AgentClock) {
        self.clock = clock
        gap = Self.gap(of: clock)
    }

    /// Seconds slept since the last question, 0 for none.
    mutating func secondsSlept() -> Double {
        let now = Self.gap(of: clock)
        guard now - gap >= Self.leastSeconds else { return 0 }
        defer { gap = now }
        return now - gap
    }

    private static func gap(of clock: AgentClock) -> Double { clock.now().monotonic - clock.awakeSeconds() }
}
