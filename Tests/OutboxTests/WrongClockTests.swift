import Foundation
import Reports
import Testing

@testable import Outbox

/// Clocks that say 1970, jump, and are set right: what was seen meanwhile finds its day, or is marked.
struct WrongClockTests {
    private let directory: TemporaryDirectory
    private let outbox: Outbox
    private let key = SigningKey()
    /// 2026-09-01T08:00:00Z
    private let morning = Date(timeIntervalSince1970: 1_788_249_600)

    init() throws {
        directory = try TemporaryDirectory()
        outbox = try Outbox(path: directory.file("outbox.sqlite"))
    }

    /// A moment of a boot by a clock that was started at `epoch`.
    private func time(_ seconds: Double, boot: String, epoch: Double = 0) -> ObservedTime {
        ObservedTime(bootID: boot, monotonic: seconds, wallClock: Date(timeIntervalSince1970: epoch + seconds))
    }

    private func look(_ time: ObservedTime) throws {
        try outbox.record(scan: Sample.scan(["a"]), at: time, day: LocalDay.text(of: time.wallClock))
    }

    private func days() throws -> [DeviceDay] { try outbox.reports(key).flatMap { $0.deviceDays ?? [] } }

    @Test func aDayOf1970IsHeldBackUntilTheRegionTellsTheTime() throws {
        try look(time(60, boot: "x"))
        try look(time(660, boot: "x"))
        #expect(try outbox.seal(with: key, at: time(661, boot: "x")) == 1)
        #expect(try days().isEmpty)
        try outbox.learn(serverTime: morning, at: time(700, boot: "x"))
        #expect(try outbox.seal(with: key, at: time(701, boot: "x")) == 1)
        let day = try #require(try days().first)
        #expect(day.day == LocalDay.text(of: morning))
        #expect(day.first.wallClock == morning.addingTimeInterval(-640))
        #expect(day.last.wallClock == morning.addingTimeInterval(-40))
        #expect(day.minutes == 10 && day.timeEstimated == nil)
        // The seal says the right time too.
        #expect(try outbox.reports(key).last?.sealedAt.wallClock == morning.addingTimeInterval(1))
    }

    @Test func aClockSetRightWithinTheBootIsEnough() throws {
        try look(time(60, boot: "x"))
        let right = ObservedTime(bootID: "x", monotonic: 660, wallClock: morning)
        try look(right)
        #expect(try outbox.seal(with: key, at: right) == 1)
        let days = try days()
        #expect(days.map(\.day) == [LocalDay.text(of: morning)])
        #expect(days.first?.first.wallClock == morning.addingTimeInterval(-600))
        #expect(days.first?.minutes == 10)
    }

    /// A dead battery: every boot begins in 1970, and only the last one ever meets the region.
    @Test func bootsThatNeverLearntTheTimeAreMarked() throws {
        for boot in ["x", "y"] { for second in [60.0, 660] { try look(time(second, boot: boot)) } }
        try look(time(60, boot: "z"))
        try outbox.learn(serverTime: morning, at: time(100, boot: "z"))
        _ = try outbox.seal(with: key, at: time(101, boot: "z"))
        let days = try days()
        let day = try #require(days.first)
        // All of them are at the latest when the first known boot began: three boots, one row, marked.
        #expect(days.map(\.day) == [LocalDay.text(of: morning)])
        #expect(day.timeEstimated == true)
        #expect(day.minutes == 20)
        #expect(day.first.wallClock == morning.addingTimeInterval(-100 - 600))
        #expect(day.last.wallClock == morning.addingTimeInterval(-40))
    }

    @Test(arguments: [-34_560_000.0, 157_680_000.0])
    func aJumpIsTakenBackOnceTheTimeIsKnown(jump: Double) throws {
        let start = morning.timeIntervalSince1970
        try look(time(0, boot: "x", epoch: start + jump))
        try look(time(600, boot: "x", epoch: start + jump))
        try outbox.record(
            lineTest: LineTest(
                id: "t", startedAt: time(300, boot: "x", epoch: start + jump), server: "ws://127.0.0.1:1"))
        try outbox.learn(serverTime: morning.addingTimeInterval(700), at: time(700, boot: "x", epoch: start + jump))
        try look(time(900, boot: "x", epoch: start + jump))
        _ = try outbox.seal(with: key, at: time(901, boot: "x", epoch: start + jump))
        let days = try days()
        #expect(days.map(\.day) == [LocalDay.text(of: morning)])
        #expect(days.first?.first.wallClock == morning)
        #expect(days.first?.last.wallClock == morning.addingTimeInterval(900))
        #expect(days.first?.minutes == 15)
        let test = try outbox.reports(key).flatMap { $0.lineTests ?? [] }.first
        #expect(test?.startedAt.wallClock == morning.addingTimeInterval(300))
    }

    /// A clock that is right, and a region's that is a little off, leave everything as it was seen.
    @Test(arguments: [-299.0, 0.0, 299.0])
    func aLittleDifferenceIsNobodysFault(seconds: Double) throws {
        let start = morning.timeIntervalSince1970
        try look(time(0, boot: "x", epoch: start))
        try outbox.learn(serverTime: morning.addingTimeInterval(60 + seconds), at: time(60, boot: "x", epoch: start))
        _ = try outbox.seal(with: key, at: time(61, boot: "x", epoch: start))
        #expect(try days().map(\.first) == [time(0, boot: "x", epoch: start)])
    }

    @Test func aRegionOf1970IsNotBelieved() throws {
        try look(time(60, boot: "x"))
        try outbox.learn(serverTime: Date(timeIntervalSince1970: 5), at: time(61, boot: "x"))
        _ = try outbox.seal(with: key, at: time(62, boot: "x"))
        #expect(try days().isEmpty)
    }

    /// Where nothing but undated days waits, one report a boot asks for the time, and no more.
    @Test func theTimeIsAskedForOnceABoot() throws {
        try look(time(60, boot: "x"))
        #expect(try outbox.seal(with: key, at: time(61, boot: "x")) == 1)
        for second in [120.0, 180, 240] {
            try look(time(second, boot: "x"))
            let made = try outbox.seal(with: key, at: time(second + 1, boot: "x"))
            #expect(made == (second == 120 ? 1 : 0), "\(second)")
        }
        #expect(try days().isEmpty)
        #expect(try outbox.status().unsealedDeviceDays == 1)
    }

    /// A dead battery and no network, ever: a bundle tells the days all the same, each boot behind the one before it and none
    /// before what was known to be past while it ran.
    @Test func whatLeavesByHandIsDatedByTheEarliestPossible() throws {
        let day = 86_400.0
        let bounds = [("x", morning), ("y", morning), ("z", morning.addingTimeInterval(30 * day)), ("w", morning)]
        for (boot, bound) in bounds {
            for second in [60.0, 660, 1.5 * day] {
                try outbox.record(
                    scan: Sample.scan(["a"]), at: time(second, boot: boot), day: "1970-01-01", notBefore: bound)
            }
        }
        _ = try outbox.seal(with: key, at: time(2 * day, boot: "w"))
        #expect(try days().isEmpty, "over a line the region may yet tell the time")
        #expect(try outbox.seal(with: key, at: time(2 * day, boot: "w"), forBundle: true) == 1)
        let days = try days()
        #expect(days.allSatisfy { $0.timeEstimated == true })
        // Two looks' days a boot; the second of one boot and the first of the next fall into one day twice.
        let expected = [0, 1, 3, 30, 31, 33].map { LocalDay.text(of: morning.addingTimeInterval($0 * day)) }
        #expect(days.map(\.day) == expected)
        #expect(days.first?.day == LocalDay.text(of: morning) && days.first?.minutes == 10)
        let third = try #require(days.first { $0.first.bootID == "z" })
        #expect(third.first.wallClock == morning.addingTimeInterval(30 * day))
        let fourth = try #require(days.last)
        // After the third has lasted a day and a half.
        #expect(fourth.last.wallClock >= morning.addingTimeInterval(33 * day - 120))
        #expect(try outbox.status().unsealedDeviceDays == 0)
    }

    /// Half a day a boot at least: fourteen boots are a week, and a time that was told begins it anew.
    @Test func howLongAServerIsWaitedFor() throws {
        func record(_ boots: ClosedRange<Int>) throws {
            for boot in boots {
                try outbox.record(
                    scan: Sample.scan(["a"]), at: time(60, boot: "\(boot)"), day: "1970-01-01", notBefore: morning)
            }
        }
        func untold() throws -> Double { try outbox.read { try BootTimes(on: $0).daysUntold } }
        try record(1...13)
        #expect(try untold() == 6.5)
        _ = try outbox.seal(with: key, at: time(61, boot: "13"), forBundle: true, mayHear: true)
        #expect(Set(try days().map(\.first.bootID)).count > 0, "earlier boots are dated")
        #expect(try outbox.status().unsealedDeviceDays == 1, "the present one waits")
        try record(14...14)
        #expect(try untold() == BootTimes.patienceDays)
        _ = try outbox.seal(with: key, at: time(61, boot: "14"), forBundle: true, mayHear: true)
        #expect(try outbox.status().unsealedDeviceDays == 0)
        try outbox.learn(serverTime: morning, at: time(100, boot: "14"))
        #expect(try untold() == 0)
        try record(15...16)
        #expect(try untold() == 1)
    }

    @Test func withoutAnyKnownMomentNothingIsInvented() throws {
        try look(time(60, boot: "x"))
        _ = try outbox.seal(with: key, at: time(61, boot: "x"), forBundle: true)
        #expect(try days().isEmpty)
        #expect(try outbox.status().unsealedDeviceDays == 1)
    }
}
