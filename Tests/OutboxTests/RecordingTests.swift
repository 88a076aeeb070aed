import Foundation
import Outbox
import Reports
import Testing

struct RecordingTests {
    private let directory: TemporaryDirectory
    private let outbox: Outbox
    private let key = SigningKey()

    init() throws {
        directory = try TemporaryDirectory()
        outbox = try Outbox(path: directory.file("outbox.sqlite"))
    }

    @Test func onlyTheLatestScanIsSealed() throws {
        try outbox.record(scan: Sample.scan(["a"]), at: Sample.time(0), day: Sample.day)
        try outbox.record(scan: Sample.scan(["a", "b"]), at: Sample.time(60), day: Sample.day)
        #expect(try outbox.seal(with: key, at: Sample.time(61)) == 1)
        let report = try #require(try outbox.reports(key).first)
        #expect(report.scan?.devices.map(\.id) == ["a", "b"])
        #expect(report.scannedAt == Sample.time(60))
        #expect(report.agent == key.publicKey.agentID)
        #expect(report.stream == outbox.stream)
        #expect(report.seq == 1)
        #expect(report.sealedAt == Sample.time(61))
    }

    @Test func aScanThatSaysNothingNewIsNotKeptAgain() throws {
        #expect(try outbox.record(scan: Sample.scan(["a", "b"]), at: Sample.time(0), day: Sample.day))
        _ = try outbox.seal(with: key, at: Sample.time(1))
        #expect(try !outbox.record(scan: Sample.scan(["b", "a"], durationMs: 9), at: Sample.time(60), day: Sample.day))
        #expect(try !outbox.status().unsealedScan)
        #expect(try outbox.record(scan: Sample.scan(["a"]), at: Sample.time(120), day: Sample.day))
        // Back to what was sealed: what was in between needs no number.
        #expect(try !outbox.record(scan: Sample.scan(["a", "b"]), at: Sample.time(180), day: Sample.day))
        _ = try outbox.seal(with: key, at: Sample.time(181))
        #expect(try outbox.reports(key).map { $0.scan != nil } == [true, false])
    }

    /// What was attached at which second of which boot, and the day's figures for device `a`.
    struct Watch: Sendable {
        var looks: [Look]
        var minutes: Int
        var plugged: Int

        init(_ looks: [Look], minutes: Int, plugged: Int) {
            self.looks = looks
            self.minutes = minutes
            self.plugged = plugged
        }
    }

    struct Look: Sendable {
        var seconds: Double
        var boot: String
        var devices: [String]

        init(_ seconds: Double, _ devices: String..., boot: String = "x") {
            self.seconds = seconds
            self.boot = boot
            self.devices = devices
        }
    }

    static let watches: [Watch] = [
        Watch([Look(0, "a")], minutes: 0, plugged: 0),
        Watch([Look(0, "a"), Look(900, "a")], minutes: 15, plugged: 0),
        Watch([Look(0), Look(900, "a"), Look(1_800, "a")], minutes: 15, plugged: 1),
        Watch([Look(0, "a"), Look(600), Look(1_200, "a"), Look(1_500, "a")], minutes: 5, plugged: 1),
        // 90 s + 90 s are three minutes: seconds are not rounded away between scans.
        Watch([Look(0, "a"), Look(90, "a"), Look(180, "a")], minutes: 3, plugged: 0),
        // Asleep for two hours, or rebooted: nobody watched.
        Watch([Look(0, "a"), Look(7_200, "a")], minutes: 0, plugged: 0),
        Watch([Look(0), Look(7_200, "a")], minutes: 0, plugged: 0),
        Watch([Look(500, "a"), Look(600, "a", boot: "y")], minutes: 0, plugged: 0),
        // The same id twice in one scan is one device.
        Watch([Look(0, "a", "a"), Look(900, "a", "a")], minutes: 15, plugged: 0),
    ]

    @Test(arguments: watches)
    func deviceDaysAddUp(watch: Watch) throws {
        for look in watch.looks {
            let time = Sample.time(look.seconds, bootID: look.boot)
            try outbox.record(scan: Sample.scan(look.devices), at: time, day: Sample.day)
        }
        _ = try outbox.seal(with: key, at: Sample.time(9_999))
        let days = try outbox.reports(key).flatMap { $0.deviceDays ?? [] }
        let day = try #require(days.first)
        #expect(days.count == 1)
        #expect(day.minutes == watch.minutes)
        #expect(day.timesPlugged == watch.plugged)
        let seen = watch.looks.filter { $0.devices.contains("a") }
        #expect(day.first.monotonic == seen.first?.seconds)
        #expect(day.last.monotonic == seen.last?.seconds)
    }

    @Test func aSealedDayGoesOnGrowing() throws {
        try outbox.record(scan: Sample.scan(["a"]), at: Sample.time(0), day: Sample.day)
        _ = try outbox.seal(with: key, at: Sample.time(1))
        try outbox.record(scan: Sample.scan(["a"]), at: Sample.time(600), day: Sample.day)
        _ = try outbox.seal(with: key, at: Sample.time(601))
        let days = try outbox.reports(key).compactMap { $0.deviceDays?.first }
        #expect(days.map(\.minutes) == [0, 10])
        #expect(days.map(\.first) == [Sample.time(0), Sample.time(0)])
        #expect(days.map(\.last) == [Sample.time(0), Sample.time(600)])
    }

    @Test func halfAYearOfflineLeavesDaysNotAFlood() throws {
        for day in 0..<180 {
            for look in 0..<3 {
                let seconds = Double(day * 86_400 + look * 900)
                let name = LocalDay.text(of: Sample.time(seconds).wallClock, secondsEastOfUTC: 0)
                try outbox.record(scan: Sample.scan(["a", "b"]), at: Sample.time(seconds), day: name)
            }
        }
        let status = try outbox.status()
        #expect(status.unsealedDeviceDays == 360)
        #expect(status.unsealedPastDays == 358)
        #expect(try outbox.seal(with: key, at: Sample.time(1)) == 1)
        #expect(try outbox.reports(key).first?.deviceDays?.count == 360)
        // Sealed days that are over are let go of: the file does not grow for ever.
        #expect(try outbox.seal(with: key, at: Sample.time(2)) == 0)
        #expect(try outbox.status().unsealedDeviceDays == 0)
    }

    @Test func lineTestsAppendAndAreKeptOnce() throws {
        for id in ["1", "2", "1"] { try outbox.record(lineTest: Sample.lineTest(id)) }
        #expect(try outbox.status().unsealedLineTests == 2)
        _ = try outbox.seal(with: key, at: Sample.time(1))
        #expect(try outbox.reports(key).flatMap { $0.lineTests ?? [] } == ["1", "2"].map(Sample.lineTest))
    }
}
