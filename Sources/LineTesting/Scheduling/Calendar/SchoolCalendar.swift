public import FoundationEssentials
public import Reports

/// When lessons are: time zone, shifts, weekdays, terms and holidays of a school.
public struct SchoolCalendar: Sendable, Equatable {
    public var zone: ZoneOffsets
    /// In order and apart from each other.
    public var shifts: [ClockSpan]
    /// 1 for Monday to 7 for Sunday.
    public var weekdays: Set<Int>
    /// No lessons outside of these.
    public var terms: [DateSpan]
    public var holidays: [DateSpan]
    /// When, outside lessons, the weekly test of the line's capacity may fall: computers are off at night.
    public var outsideHours: ClockSpan

    public init(
        zone: ZoneOffsets, shifts: [ClockSpan], weekdays: Set<Int>, terms: [DateSpan], holidays: [DateSpan],
        outsideHours: ClockSpan
    ) {
        self.zone = zone
        self.shifts = shifts
        self.weekdays = weekdays
        self.terms = terms
        self.holidays = holidays
        self.outsideHours = outsideHours
    }

    public func isSchoolDay(_ day: CivilDate) -> Bool {
        SchoolDays(weekdays: weekdays, terms: terms, holidays: holidays).contains(day)
    }

    /// The lessons' stretches of this day, in order; empty on a day without school.
    public func lessons(on day: CivilDate) -> [Range<Date>] {
        guard isSchoolDay(day) else { return [] }
        return shifts.compactMap { instants(of: $0, on: day) }
    }

    /// The stretches of this day's outside hours that no lesson takes.
    public func outside(on day: CivilDate) -> [Range<Date>] {
        guard let whole = instants(of: outsideHours, on: day) else { return [] }
        var free = [whole]
        for lesson in lessons(on: day) {
            free = free.flatMap { stretch -> [Range<Date>] in
                guard stretch.overlaps(lesson) else { return [stretch] }
                return [
                    stretch.lowerBound..<max(stretch.lowerBound, lesson.lowerBound),
                    min(stretch.upperBound, lesson.upperBound)..<stretch.upperBound,
                ].filter { !$0.isEmpty }
            }
        }
        return free
    }

    public func isInLessons(_ instant: Date) -> Bool {
        lessons(on: day(of: instant)).contains { $0.contains(instant) }
    }

    /// Which day it is at school.
    public func day(of instant: Date) -> CivilDate { zone.day(of: instant) }

    /// Nil where the zone's clock jumps over the whole stretch.
    private func instants(of span: ClockSpan, on day: CivilDate) -> Range<Date>? {
        let start = zone.instant(of: day, minute: span.start)
        let end = zone.instant(of: day, minute: span.end)
        return start < end ? start..<end : nil
    }
}
