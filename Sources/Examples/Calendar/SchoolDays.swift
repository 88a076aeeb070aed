internal import FoundationEssentials
internal import Reports

/// The school days of a made-up country, and its clock.
struct SchoolDays: Sendable {
    /// All of Kazakhstan keeps UTC+5 since 2024-03-01.
    static let offsetSeconds = 5 * 3_600
    /// Holidays that every school keeps, as month and day: autumn, winter, Nauryz with spring, May, summer.
    private static let holidays = [
        (1027, 1103), (1216, 1216), (1228, 1231), (101, 108), (319, 329), (501, 501), (507, 509),
    ]
    private static let summer = 526...831

    /// Lessons, in minutes of the local day; each third of them has one slot of the line tests' plan.
    static let lessons = 480..<840
    static let strata = 3

    /// From the earliest to the day before the country's own.
    let days: [CivilDate]

    init(before asOf: CivilDate, count: Int) {
        days = (1...max(1, count)).reversed().map { asOf.adding(days: -$0) }.filter(Self.isSchoolDay)
    }

    /// Whether a day is the last school day of its week: then the week's test outside lessons runs.
    func endsWeek(_ index: Int) -> Bool {
        index + 1 == days.count || days[index + 1].monday != days[index].monday
    }

    static func isSchoolDay(_ day: CivilDate) -> Bool { day.weekday <= 5 && !isHoliday(day) }

    private static func isHoliday(_ day: CivilDate) -> Bool {
        let key = day.month * 100 + day.day
        return summer.contains(key) || holidays.contains { $0.0 <= key && key <= $0.1 }
    }

    /// A moment of a day by the local clock.
    static func date(_ day: CivilDate, minute: Int, second: Int = 0) -> Date {
        Date(timeIntervalSince1970: TimeInterval(day.daysSinceEpoch * 86_400 + minute * 60 + second - offsetSeconds))
    }
}
