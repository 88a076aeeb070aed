import FoundationEssentials
import Reports
import Testing

@testable import LineTesting

@Suite struct LineTestSettingsTests {
    static let zones = ZoneSource(localtime: "/usr/share/zoneinfo/Asia/Almaty")

    @Test func withoutSettingsItIsAKazakhSchool() throws {
        let read = LineTestSettings.read(environment: [:], zones: Self.zones)
        #expect(read.complaints == [])
        #expect(read.settings.testsPerDay == 4)
        #expect(read.settings.monthlyBytes == 1_500_000_000)
        let calendar = read.settings.calendar
        for (day, isSchool) in [
            ("2026-11-20", true), ("2026-11-21", false), ("2026-12-16", false), ("2027-01-04", false),
            ("2027-05-25", true), ("2027-05-26", false), ("2026-09-01", true),
        ] {
            #expect(calendar.isSchoolDay(try #require(CivilDate(day))) == isSchool, "\(day)")
        }
        let lessons = calendar.lessons(on: try #require(CivilDate("2026-11-20")))
        // 08:00 in UTC+5 is 03:00 in UTC.
        #expect(lessons.map(\.lowerBound.timeIntervalSince1970) == [1_795_143_600, 1_795_165_200])
    }

    @Test func everySettingIsRead() throws {
        let read = LineTestSettings.read(
            environment: [
                "PARTA_TIME_ZONE": "+06:00", "PARTA_SHIFTS": "08:30-12:00, 12:30-16:00", "PARTA_SCHOOL_DAYS": "mon-sat",
                "PARTA_TERMS": "2026-09-01..2026-10-25,2026-11-02..2026-12-29", "PARTA_HOLIDAYS": "none",
                "PARTA_TESTS_PER_DAY": "3", "PARTA_OUTSIDE_HOURS": "06:00-22:00", "PARTA_MONTHLY_MB": "700",
                "PARTA_METERED": "YES", "PARTA_FULL_EVERY": "10", "PARTA_OWN_TRAFFIC_KBPS": "300",
            ], zones: Self.zones)
        #expect(read.complaints == [])
        let settings = read.settings
        #expect(settings.calendar.zone == .fixed(secondsEast: 21_600))
        #expect(settings.calendar.shifts.map(\.description) == ["08:30-12:00", "12:30-16:00"])
        #expect(settings.calendar.weekdays == [1, 2, 3, 4, 5, 6])
        #expect(settings.calendar.terms.count == 2 && settings.calendar.holidays == [])
        #expect(settings.calendar.outsideHours.description == "06:00-22:00")
        #expect(settings.testsPerDay == 3 && settings.monthlyBytes == 700_000_000)
        #expect(settings.metered == .yes && settings.isMetered(false))
        #expect(settings.fullEvery == 10 && settings.ownTrafficLimitKbps == 300)
    }

    @Test(
        "a bad value is told and its default holds",
        arguments: [
            ("PARTA_TIME_ZONE", "Asia/Almata"), ("PARTA_SHIFTS", "14:00-19:00,08:00-13:00"), ("PARTA_SHIFTS", "8-13"),
            ("PARTA_SHIFTS", "08:00-13:00,12:00-19:00"), ("PARTA_SCHOOL_DAYS", "mon-fry"), ("PARTA_TERMS", "september"),
            ("PARTA_HOLIDAYS", "2026-11-01..2026-10-01"), ("PARTA_TESTS_PER_DAY", "13"), ("PARTA_TESTS_PER_DAY", "4.5"),
            ("PARTA_OUTSIDE_HOURS", "21:00-07:00"), ("PARTA_MONTHLY_MB", "-1"),
            ("PARTA_MONTHLY_MB", "99999999999999999999"),
            ("PARTA_METERED", "maybe"), ("PARTA_FULL_EVERY", "0"), ("PARTA_OWN_TRAFFIC_KBPS", "much"),
        ])
    func complaints(name: String, value: String) {
        let read = LineTestSettings.read(environment: [name: value], zones: Self.zones)
        #expect(read.complaints.count == 1)
        #expect(read.complaints.first?.hasPrefix("\(name) is \"\(value)\" and wants ") == true)
        #expect(read.settings == LineTestSettings.read(environment: [:], zones: Self.zones).settings)
    }

    @Test func aMissingZoneIsToldUnlessOneIsSet() {
        let nowhere = ZoneSource(localtime: "/nonexistent/localtime")
        #expect(LineTestSettings.read(environment: [:], zones: nowhere).complaints.count == 1)
        #expect(LineTestSettings.read(environment: ["PARTA_TIME_ZONE": "+05:00"], zones: nowhere).complaints == [])
    }
}
