import Reports
import Store
import Testing

@Suite("School days and periods")
struct SchoolDaysTests {
    @Test(
        "where nobody set anything, days are as agents take them",
        arguments: [
            ("2026-09-01", true), ("2026-09-05", false), ("2026-10-25", false), ("2026-12-31", false),
            ("2027-05-25", true), ("2027-05-26", false), ("2027-07-01", false),
        ])
    func standard(_ day: String, _ isSchoolDay: Bool) throws {
        #expect(SchoolDays.standard.contains(try #require(CivilDate(day))) == isSchoolDay, "\(day)")
    }

    @Test("the region's word holds")
    func settings() throws {
        var settings = RegionSettings()
        settings.schoolDays = "mon-sat"
        settings.terms = ["2026-09-01..2026-09-30"]
        settings.holidays = ["2026-09-07"]
        let days = SchoolDays(settings)
        let (first, last) = (try #require(CivilDate("2026-08-28")), try #require(CivilDate("2026-09-08")))
        #expect(
            days.names(from: first, to: last).sorted() == [
                "2026-09-01", "2026-09-02", "2026-09-03", "2026-09-04", "2026-09-05", "2026-09-08",
            ])
        #expect(days.start(ofLast: 3, upTo: last).description == "2026-09-04")
        #expect(days.start(ofLast: 20, upTo: last).description == "2026-09-01")
        #expect(days.start(ofLast: 3, upTo: first.adding(days: -300)) == first.adding(days: -300))
        #expect(days.names(from: last, to: first).isEmpty)
    }

    @Test(
        "periods are read, and compare by their ends",
        arguments: [
            ("2026", "2026-01-01", "2026-12-31"), ("2026/27", "2026-09-01", "2027-08-31"),
            ("1999/00", "1999-09-01", "2000-08-31"), ("2024-02", "2024-02-01", "2024-02-29"),
            ("2026-Q4", "2026-10-01", "2026-12-31"), ("2026-09-01", "2026-09-01", "2026-09-01"),
        ])
    func periods(_ text: String, _ first: String, _ last: String) throws {
        let period = try #require(ReportingPeriod(text))
        #expect(period.days.lowerBound.description == first && period.days.upperBound.description == last)
        #expect(period.description == text)
    }

    @Test(
        "other texts are no periods",
        arguments: [
            "", "26", "2026/28", "2026-Q5", "2026-13", "2026-9", "2026-02-30", "2026 ", "٢٠٢٦", "0000", "2026/2",
        ])
    func noPeriods(_ text: String) {
        #expect(ReportingPeriod(text) == nil, "\(text)")
    }

    @Test("of two periods that end alike the shorter is later")
    func later() throws {
        let (year, quarter) = (try #require(ReportingPeriod("2026")), try #require(ReportingPeriod("2026-Q4")))
        #expect(quarter.isLater(than: year) && !year.isLater(than: quarter))
    }
}
