public import Reports

/// On which days a school works, as far as its region has said so.
///
/// Where nobody set anything: Monday to Friday from 1 September to 25 May, without the holidays of Kazakhstan that keep
/// their date, as the agents take it (docs/settings.md).
public struct SchoolDays: Sendable, Equatable {
    public static let standard = SchoolDays()

    /// No break between school days is as long, in days: the search for one ends there.
    private static let longestBreakDays = 400

    private let weekdays: Set<Int>
    private let terms: [DateSpan]
    private let holidays: [DateSpan]

    public init(_ settings: RegionSettings = RegionSettings()) {
        weekdays = settings.schoolDays.flatMap(SettingText.weekdays) ?? [1, 2, 3, 4, 5]
        terms =
            settings.terms.flatMap { SettingText.dates($0.joined(separator: ",")) }
            ?? ["09-01..05-25"].compactMap { DateSpan($0) }
        holidays =
            settings.holidays.flatMap { SettingText.holidays($0.joined(separator: ",")) }
            ?? Self.fixedHolidays.compactMap { DateSpan($0) }
    }

    public func contains(_ day: CivilDate) -> Bool {
        weekdays.contains(day.weekday) && terms.contains { $0.contains(day) } && !holidays.contains { $0.contains(day) }
    }

    /// The first of the last `count` school days up to `day`, that one counted where it is one; the day itself where there
    /// were none within a year.
    public func start(ofLast count: Int, upTo day: CivilDate) -> CivilDate {
        var found = day
        var left = count
        for back in 0..<Self.longestBreakDays where left > 0 {
            let earlier = day.adding(days: -back)
            guard contains(earlier) else { continue }
            found = earlier
            left -= 1
        }
        return found
    }

    /// The days from `first` to `last` on which there is school, as `yyyy-mm-dd`; none where `last` lies before `first`.
    public func names(from first: CivilDate, to last: CivilDate) -> Set<String> {
        var names: Set<String> = []
        var day = first
        while day <= last {
            if contains(day) { names.insert(day.description) }
            day = day.adding(days: 1)
        }
        return names
    }

    /// Those of `SchoolCalendar.standardHolidays` on the agents' side.
    private static let fixedHolidays = [
        "12-31..01-08", "03-08", "03-21..03-23", "05-01", "05-07", "05-09", "10-25", "12-16",
    ]
}
