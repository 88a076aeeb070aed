import FoundationEssentials
import Reports
import Testing

@testable import LineTesting

/// Against Debian's tzdata; the instants are those that `date` tells.
@Suite struct ZoneTests {
    @Test(
        "offsets in minutes",
        arguments: [
            // Kazakhstan went to one time on 2024-03-01: at its start Almaty's clocks showed 23:00 once more.
            ("Asia/Almaty", 1_709_229_599, 360), ("Asia/Almaty", 1_709_229_600, 300),
            ("Asia/Almaty", 1_795_305_600, 300), ("Asia/Bishkek", 1_795_305_600, 360),
            ("America/New_York", 1_772_953_199, -300), ("America/New_York", 1_772_953_200, -240),
            // Beyond the file's own table, by its last line.
            ("America/New_York", 2_225_000_000, -240), ("America/New_York", 4_070_908_800, -300),
            ("Australia/Sydney", 4_070_908_800, 660), ("Australia/Sydney", 4_086_547_200, 600),
            ("Europe/Dublin", 4_086_547_200, 60), ("Asia/Kathmandu", 4_086_547_200, 345),
            ("+05:30", 0, 330), ("-03:00", 0, -180),
        ])
    func offset(name: String, instant: Int, minutes: Int) throws {
        let zone = try #require(ZoneSource().zone(name))
        #expect(zone.offset(at: Date(timeIntervalSince1970: Double(instant))) == minutes * 60)
    }

    @Test(
        "from the local clock to the instant",
        arguments: [
            ("Asia/Almaty", "2026-11-22", 480, 1_795_316_400),
            // 02:30 does not exist on that day, 01:30 exists twice on the other.
            ("America/New_York", "2026-03-08", 150, 1_772_955_000),
            ("America/New_York", "2026-11-01", 90, 1_793_511_000),
        ])
    func instant(name: String, day: String, minute: Int, seconds: Int) throws {
        let zone = try #require(ZoneSource().zone(name))
        let instant = zone.instant(of: try #require(CivilDate(day)), minute: minute)
        #expect(instant.timeIntervalSince1970 == Double(seconds))
    }

    @Test func daysTurnAtLocalMidnight() throws {
        let zone = ZoneOffsets.fixed(secondsEast: 5 * 3_600)
        #expect(zone.day(of: Date(timeIntervalSince1970: 1_795_287_599)).description == "2026-11-21")
        #expect(zone.day(of: Date(timeIntervalSince1970: 1_795_287_600)).description == "2026-11-22")
    }

    @Test(
        "names that lead elsewhere",
        arguments: ["../../etc/passwd", "/etc/localtime", "Asia//Almaty", "Mars/Base", "", "+15:00", "05:00", "+5:00"])
    func noZone(name: String) { #expect(ZoneSource().zone(name) == nil) }

    @Test func everyCutAndEveryFlippedByteOfAFileIsReadOrRefused() throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Asia/Almaty")))
        #expect(ZoneFile.read(bytes) != nil)
        // Cut before its last line it still says what the changes were; cut before that it says nothing.
        for length in 0..<(bytes.count - 12) {
            #expect(ZoneFile.read(Array(bytes.prefix(length))) == nil, "cut at \(length)")
        }
        for index in bytes.indices {
            var broken = bytes
            broken[index] ^= 0xFF
            let zone = ZoneFile.read(broken)
            #expect(abs(zone?.offset(at: Date(timeIntervalSince1970: 1.8e9)) ?? 0) < 93_600)
        }
    }
}
