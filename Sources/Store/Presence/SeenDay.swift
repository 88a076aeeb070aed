public import Reports

/// What one stream of reports tells of a device on one day. Instants are whole seconds since 1970 (UTC).
public struct SeenDay: Sendable, Hashable {
    public var firstAt: Int
    public var lastAt: Int
    /// Minutes it was seen attached.
    public var minutes: Int
    public var timesPlugged: Int

    public init(firstAt: Int, lastAt: Int, minutes: Int, timesPlugged: Int) {
        self.firstAt = firstAt
        self.lastAt = lastAt
        self.minutes = minutes
        self.timesPlugged = timesPlugged
    }

    /// A day is cumulative within its stream: merged by extremes, it is the same in any order, and told twice it is told once.
    public func merged(with other: SeenDay) -> SeenDay {
        SeenDay(
            firstAt: min(firstAt, other.firstAt), lastAt: max(lastAt, other.lastAt),
            minutes: max(minutes, other.minutes), timesPlugged: max(timesPlugged, other.timesPlugged))
    }
}

/// A day as reports name it, `yyyy-mm-dd`: perhaps one that no calendar has, since a report's days are held to their form alone.
public struct SeenDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Months since the beginning of the year 0.
    public let month: Int
    /// From 1 to 31.
    public let day: Int

    /// - Parameters:
    ///   - month: months since the beginning of the year 0.
    ///   - day: of the month, from 1 to 31.
    public init(month: Int, day: Int) {
        self.month = month
        self.day = day
    }

    public init(_ day: CivilDate) { self.init(month: day.year * 12 + day.month - 1, day: day.day) }

    /// Nil for what is not `yyyy-mm-dd` with a month from 1 to 12 and a day from 1 to 31.
    public init?(_ text: some StringProtocol) {
        guard let digits = DateDigits(text), (1...12).contains(digits.month), (1...31).contains(digits.day) else {
            return nil
        }
        self.init(month: digits.year * 12 + digits.month - 1, day: digits.day)
    }

    public var description: String {
        DateDigits(year: month / 12, month: month % 12 + 1, day: day).description
    }

    public static func < (left: SeenDate, right: SeenDate) -> Bool {
        (left.month, left.day) < (right.month, right.day)
    }
}
