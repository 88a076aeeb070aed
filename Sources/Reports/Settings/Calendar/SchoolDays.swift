/// On which days there is school: weekdays within terms, without holidays.
public struct SchoolDays: Sendable, Equatable {
    /// Monday to Friday.
    public static let standardWeekdays: Set<Int> = [1, 2, 3, 4, 5]
    /// Kazakhstan's school year.
    public static let standardTerms = ["09-01..05-25"].compactMap { DateSpan($0) }
    /// Kazakhstan's holidays that keep their date every year, and the days of the winter break that are the same each year.
    public static let standardHolidays = [
        "12-31..01-08", "03-08", "03-21..03-23", "05-01", "05-07", "05-09", "10-25", "12-16",
    ].compactMap { DateSpan($0) }

    /// 1 for Monday to 7 for Sunday.
    public var weekdays: Set<Int>
    /// No school outside of these.
    public var terms: [DateSpan]
    public var holidays: [DateSpan]

    public init(
        weekdays: Set<Int> = standardWeekdays, terms: [DateSpan] = standardTerms,
        holidays: [DateSpan] = standardHolidays
    ) {
        self.weekdays = weekdays
        self.terms = terms
        self.holidays = holidays
    }

    /// As a region's settings say, and by the standard where they say nothing or nothing that can be read.
    public init(_ settings: RegionSettings) {
        self.init(
            weekdays: settings.schoolDays.flatMap(SettingText.weekdays) ?? Self.standardWeekdays,
            terms: settings.terms.flatMap { SettingText.dates($0.joined(separator: ",")) } ?? Self.standardTerms,
            holidays: settings.holidays.flatMap { SettingText.holidays($0.joined(separator: ",")) }
                ?? Self.standardHolidays)
    }

    public func contains(_ day: CivilDate) -> Bool {
        weekdays.contains(day.weekday) && terms.contains { $0.contains(day) } && !holidays.contains { $0.contains(day) }
    }
}
