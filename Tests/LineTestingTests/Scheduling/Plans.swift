import FoundationEssentials
import Reports
import Testing

@testable import LineTesting

/// Plans and moments for the suites about scheduling.
enum Plans {
    static let settings = LineTestSettings.read(
        environment: ["PARTA_TIME_ZONE": "+05:00", "PARTA_HOLIDAYS": "2026-11-09..2026-11-10"]
    ).settings

    static func plan(gateway: String = "gw", testsPerDay: Int = 4, region: UInt8 = 7) -> SlotPlan {
        SlotPlan(
            calendar: settings.calendar, testsPerDay: testsPerDay,
            hash: RegionHash(key: Data(repeating: region, count: 32)), school: "KZ-12", gateway: gateway)
    }

    static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    /// `2026-11-20 08:00` at UTC+5.
    static func date(_ text: String, _ hour: Int, _ minute: Int = 0) throws -> Date {
        settings.calendar.zone.instant(of: try day(text), minute: hour * 60 + minute)
    }

    /// By a clock that nobody sets, unless told what the other one says.
    static func at(_ wall: Date, monotonic: Double? = nil, boot: String = "boot") -> ObservedTime {
        ObservedTime(
            bootID: boot, monotonic: monotonic ?? wall.timeIntervalSince1970 - 1_767_225_600, wallClock: wall)
    }
}
