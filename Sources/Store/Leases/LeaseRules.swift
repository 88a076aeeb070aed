public import FoundationEssentials

/// How a region hands out leases; the same for all its lines.
public struct LeaseRules: Sendable, Equatable {
    /// How long a lease runs.
    public var seconds: Int
    /// How long a lease that ran out still keeps its line: a test begun in its last second may take this long to end.
    public var graceSeconds: Int
    /// How many tests an agent is granted within 24 hours.
    public var agentTestsPerDay: Int
    /// Every how many tests of a line one runs in full; the first does.
    public var fullEvery: Int
    /// What tests may take of a line in a calendar month (UTC), in bytes of both directions; nil for as much as they want.
    /// Spread over the month's days, what a day leaves going to the next, so that a month's end is measured like its begin.
    public var monthlyBytes: Int?
    /// What one test may take.
    public var testBytes: Int
    /// What a measurement of latency alone may take; it is granted whatever the month's bytes have come to.
    public var latencyBytes: Int
    /// How many tests of a line within 24 hours a test against M-Lab may follow: M-Lab asks for no more of an address.
    public var mlabPerDay: Int
    /// With less than this left a test would say nothing, and none is granted.
    public var leastBytes: Int
    /// After how many days the LAN question is asked again.
    public var lanEveryDays: Int
    /// How many lines a school can come to by enrolment alone.
    public var lineLimit: Int
    /// How far the clock of who asks for a slot may be from the server's: one that is minutes fast would win every slot.
    public var clockTolerance: TimeInterval
    /// What a release may say over its lease's allowance, in bytes: what is on its way when a test stops.
    public var slackBytes: Int

    public init(
        seconds: Int = 120, graceSeconds: Int = 15, agentTestsPerDay: Int = 6, fullEvery: Int = 10,
        monthlyBytes: Int? = 5_000_000_000, testBytes: Int = 250_000_000, latencyBytes: Int = 200_000,
        mlabPerDay: Int = 4, leastBytes: Int = 1_000_000,
        lanEveryDays: Int = 30, lineLimit: Int = 8, clockTolerance: TimeInterval = 120, slackBytes: Int = 5_000_000
    ) {
        self.seconds = seconds
        self.graceSeconds = graceSeconds
        self.agentTestsPerDay = agentTestsPerDay
        self.fullEvery = fullEvery
        self.monthlyBytes = monthlyBytes
        self.testBytes = testBytes
        self.latencyBytes = latencyBytes
        self.mlabPerDay = mlabPerDay
        self.leastBytes = leastBytes
        self.lanEveryDays = lanEveryDays
        self.lineLimit = lineLimit
        self.clockTolerance = clockTolerance
        self.slackBytes = slackBytes
    }

    /// What the next test of a line may take, nil when nothing worth a test is left.
    ///
    /// Half of what is left by today, because a lease that is never released counts with all of its allowance: so a crash
    /// costs the day a test and not all of them.
    /// - Parameter used: bytes of the line's tests since `monthStart(now)`.
    func allowance(used: Int, at now: Date) -> Int? {
        guard let monthlyBytes else { return testBytes }
        let month = Self.month(now)
        let day = (now.timeIntervalSince(month.start) / 86_400).rounded(.down) + 1
        let due = Double(monthlyBytes) * min(day * 86_400 / month.duration, 1)
        let left = min((Int(due) - used) / 2, testBytes)
        return left >= leastBytes ? left : nil
    }

    /// The first moment of the calendar month, in UTC.
    public static func monthStart(_ now: Date) -> Date { month(now).start }

    private static func month(_ now: Date) -> DateInterval {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        // A month holds every moment; were the calendar to know none, thirty days from now are as good.
        return calendar.dateInterval(of: .month, for: now) ?? DateInterval(start: now, duration: 30 * 86_400)
    }
}
