public import Reports

/// The last school days before a day, among which a thing must have been seen to be present.
public struct PresenceWindow: Sendable, Equatable {
    /// How many school days unless a region says otherwise: two weeks of lessons.
    public static let standardDays = 10
    /// How far back school days are counted.
    static let reachDays = 400

    /// The day asked for.
    public let day: CivilDate
    /// How many school days.
    public let days: Int
    /// All school days within reach, the latest first.
    public let schoolDays: [CivilDate]
    /// The same a month in one number, the latest month first.
    private let schoolMonths: [Month]

    public init(of day: CivilDate, days: Int = standardDays, in calendar: SchoolDays) {
        self.day = day
        self.days = days
        schoolDays = (0..<Self.reachDays).map { day.adding(days: -$0) }.filter(calendar.contains)
        schoolMonths = DaySet(schoolDays).months.sorted { $0.key > $1.key }.map(Month.init)
    }

    /// As a school's settings say.
    public init(of day: CivilDate, settings: RegionSettings) {
        self.init(of: day, days: settings.presenceDays ?? Self.standardDays, in: SchoolDays(settings))
    }

    private struct Month: Sendable, Equatable {
        var month: String
        var days: UInt32

        init(_ month: (key: String, value: UInt32)) { (self.month, days) = month }
    }

    /// The first of the school days that count; nil where there is no school within reach.
    public var start: CivilDate? { schoolDays.prefix(days).last }

    public func isRecent(_ seen: CivilDate) -> Bool { start.map { seen >= $0 && seen <= day } ?? false }

    /// On how many school days after `seen` something ran; not counted beyond what decides.
    public func schoolDays(of ran: DaySet, after seen: CivilDate) -> Int {
        let first = seen.monthDescription
        var count = 0
        for school in schoolMonths {
            guard school.month >= first, count < days else { break }
            let later = school.month > first ? UInt32.max : ~(DaySet.bit(of: seen) | (DaySet.bit(of: seen) - 1))
            count += (school.days & later & ran.months[school.month, default: 0]).nonzeroBitCount
        }
        return min(count, days)
    }

    /// On how many of the school days that count something ran.
    public func lately(of ran: DaySet) -> Int { schoolDays.prefix(days).count(where: ran.contains) }
}
