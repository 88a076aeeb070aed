import Foundation
import Outbox
import Testing

struct LocalDayTests {
    @Test(arguments: [
        (0.0, 0, "1970-01-01"), (-1, 0, "1969-12-31"), (0, 5 * 3_600, "1970-01-01"), (0, -3_600, "1969-12-31"),
        (951_782_400, 0, "2000-02-29"), (951_868_799.9, 0, "2000-02-29"), (951_868_800, 0, "2000-03-01"),
        (4_107_542_400, 0, "2100-03-01"), (1_788_289_200, 5 * 3_600, "2026-09-02"),
        (1_788_289_199, 5 * 3_600, "2026-09-01"),
        (253_402_300_799, 0, "9999-12-31"),
    ])
    func followsTheCalendar(seconds: Double, offset: Int, day: String) {
        #expect(LocalDay.text(of: Date(timeIntervalSince1970: seconds), secondsEastOfUTC: offset) == day)
    }

    @Test(arguments: [0.0, 1_788_289_200, 1_766_000_000])
    func agreesWithTheSystem(seconds: Double) {
        let date = Date(timeIntervalSince1970: seconds)
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: date)
        let expected = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
        #expect(LocalDay.text(of: date) == expected)
    }
}
