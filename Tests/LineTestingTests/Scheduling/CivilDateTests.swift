import Reports
import Testing

@testable import LineTesting

@Suite struct CivilDateTests {
    @Test(
        "days, weekdays and weeks as date(1) gives them",
        arguments: [
            ("1970-01-01", 0, 4, "1970-W01"), ("2000-02-29", 11_016, 2, "2000-W09"),
            ("2026-11-22", 20_779, 7, "2026-W47"), ("2027-01-01", 20_819, 5, "2026-W53"),
            ("2024-12-30", 20_087, 1, "2025-W01"), ("2100-03-01", 47_541, 1, "2100-W09"),
            ("1969-12-31", -1, 3, "1970-W01"),
        ])
    func days(text: String, days: Int, weekday: Int, week: String) throws {
        let date = try #require(CivilDate(text))
        #expect(date.daysSinceEpoch == days)
        #expect(CivilDate(daysSinceEpoch: days) == date)
        #expect(date.weekday == weekday)
        #expect(date.weekDescription == week)
        #expect(date.description == text)
    }

    @Test func everyDayOfFourHundredYearsComesBack() {
        var last = CivilDate(daysSinceEpoch: -1_000)
        for days in -999..<146_097 {
            let date = CivilDate(daysSinceEpoch: days)
            guard date.daysSinceEpoch == days, last < date, date.weekday == last.weekday % 7 + 1 else {
                Issue.record("day \(days) reads as \(date), after \(last)")
                return
            }
            last = date
        }
    }

    @Test(
        "what is no day",
        arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "26-11-22", "2026-1-1", "2026-11", "+026-11-22"])
    func noDay(text: String) { #expect(CivilDate(text) == nil) }

    @Test(
        "stretches of days",
        arguments: [
            ("2026-10-26..2026-11-01", "2026-11-01", true), ("2026-10-26..2026-11-01", "2026-11-02", false),
            ("12-16", "2031-12-16", true), ("12-31..01-08", "2027-01-08", true), ("12-31..01-08", "2026-12-30", false),
            ("09-01..05-25", "2026-11-22", true), ("09-01..05-25", "2026-07-01", false), ("02-29", "2028-02-29", true),
        ])
    func spans(text: String, day: String, holds: Bool) throws {
        let span = try #require(DateSpan(text))
        #expect(span.contains(try #require(CivilDate(day))) == holds)
        #expect(span.description == text)
    }

    @Test(
        "what is no stretch of days",
        arguments: ["2026-11-01..2026-10-01", "1-1", "2026-11-01...2026-11-02", "", "..", "13-01"])
    func noSpan(text: String) { #expect(DateSpan(text) == nil) }

    @Test(
        "what is no stretch of a day",
        arguments: ["13:00-08:00", "08:00", "8-9", "08:60-09:00", "08:00-24:01", "-1:00-02:00", "08:00-08:00"])
    func noClockSpan(text: String) { #expect(ClockSpan(text) == nil) }

    @Test func clockSpansReadBack() throws {
        let span = try #require(ClockSpan("7:05-24:00"))
        #expect(span.description == "07:05-24:00")
        #expect(span.end - span.start == 1_015)
    }
}
