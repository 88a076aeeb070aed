/// Something that a programme counts at schools, by a name of its own: lessons held, teachers trained, vacancies.
public struct Indicator: Sendable, Equatable {
    /// Which way is better.
    public enum Direction: String, Codable, Sendable, CaseIterable {
        case up, down
    }

    /// What the value of several schools is.
    public enum Rollup: String, Codable, Sendable, CaseIterable {
        /// All together, of one period.
        case sum
        /// The mean of the schools that have a value, of one period.
        case mean
        /// A state rather than a flow: each school's latest value, all together.
        case latest
    }

    /// Such as `lessons_by_support_teacher`.
    public var id: String
    /// At least one name.
    public var names: Names
    /// Such as `lessons` or `%`.
    public var unit: String
    public var direction: Direction
    public var rollup: Rollup
    /// Whether its values are numbers of children, so that few of them are hidden from those who could tell who they are.
    public var countsChildren: Bool

    public init(
        id: String, names: Names, unit: String, direction: Direction = .up, rollup: Rollup = .sum,
        countsChildren: Bool = false
    ) {
        self.id = id
        self.names = names
        self.unit = unit
        self.direction = direction
        self.rollup = rollup
        self.countsChildren = countsChildren
    }
}

/// What an indicator came to at one school in one period, and what it should have.
public struct IndicatorValue: Sendable, Equatable {
    public var indicator: String
    /// Nil where it is no programme's.
    public var programme: String?
    public var school: String
    public var period: ReportingPeriod
    /// Nil where there is only a target yet.
    public var value: Double?
    public var target: Double?
    public var source: String?

    public init(
        indicator: String, programme: String? = nil, school: String, period: ReportingPeriod, value: Double? = nil,
        target: Double? = nil, source: String? = nil
    ) {
        self.indicator = indicator
        self.programme = programme
        self.school = school
        self.period = period
        self.value = value
        self.target = target
        self.source = source
    }
}
