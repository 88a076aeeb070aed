/// How often, when and how much a school's line is tested.
public struct LineTestSettings: Sendable, Equatable {
    /// Whether bytes cost money.
    public enum Metered: String, Sendable, CaseIterable {
        /// As the system says; not, where it says nothing.
        case auto
        case yes
        case no
    }

    public var calendar: SchoolCalendar
    /// Strata of a school day; 0 leaves only the weekly test outside lessons.
    public var testsPerDay: Int
    /// Payload bytes of both directions that tests may move in a calendar month.
    public var monthlyBytes: Int
    public var metered: Metered
    /// One test of so many runs in full whatever the aggregator says; nil leaves it to the lease.
    public var fullEvery: Int?
    /// A computer that itself moves as much gives way.
    public var ownTrafficLimitKbps: Int

    public init(
        calendar: SchoolCalendar, testsPerDay: Int = 4, monthlyBytes: Int = 1_500_000_000, metered: Metered = .auto,
        fullEvery: Int? = nil, ownTrafficLimitKbps: Int = 200
    ) {
        self.calendar = calendar
        self.testsPerDay = testsPerDay
        self.monthlyBytes = monthlyBytes
        self.metered = metered
        self.fullEvery = fullEvery
        self.ownTrafficLimitKbps = ownTrafficLimitKbps
    }

    /// - Parameter system: what the system says of the link, nil where it says nothing.
    public func isMetered(_ system: Bool?) -> Bool {
        switch metered {
        case .auto: system ?? false
        case .yes: true
        case .no: false
        }
    }
}
