import Foundation
import Glibc
import Reports
import Testing

@testable import Outbox

/// What goes first when the file nears its bound, or the disk is full, and what never goes.
struct RoomTests {
    private let directory: TemporaryDirectory
    private let key = SigningKey()

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// A test of a real one's size, at noon of a day in 2026.
    private func test(_ number: Int, day: Int, downloadMbps: Double = 10) throws -> LineTest {
        var test = Sample.lineTest("\(day)/\(number)")
        test.startedAt.wallClock = Sample.time(Double(day) * 86_400 + Double(number)).wallClock
        test.downloadMbps = downloadMbps
        test.bytesReceived = 1_000
        test.problem = String(repeating: "x", count: 4_000)
        return test
    }

    private func bytesUsed(_ outbox: Outbox) throws -> Int {
        try outbox.read {
            try ($0.integer("PRAGMA page_count") - $0.integer("PRAGMA freelist_count")) * $0.integer("PRAGMA page_size")
        }
    }

    @Test func theOldestDaysOfLineTestsBecomeSummaries() throws {
        let limit = 1_048_576
        let outbox = try Outbox(path: directory.file("outbox.sqlite"), sizeLimitBytes: limit)
        let days = 60
        for day in 0..<days {
            for (number, rate) in [8.0, 12, 30, 10].enumerated() {
                try outbox.record(lineTest: test(number, day: day, downloadMbps: rate))
            }
            try outbox.record(scan: Sample.scan(["a"]), at: Sample.time(Double(day) * 86_400), day: "day-\(day)")
            #expect(try bytesUsed(outbox) <= limit)
        }
        let status = try outbox.status()
        #expect(status.unsealedLineTestDays > 0 && status.unsealedLineTests > 0)
        // Nothing is silently gone: every test is there, or counted in its day.
        #expect(status.unsealedLineTests + 4 * status.unsealedLineTestDays == 4 * days)
        #expect(status.unsealedDeviceDays == days)
        _ = try outbox.seal(with: key, at: Sample.time(0))
        let reports = try outbox.reports(key)
        let summaries = reports.flatMap { $0.lineTestDays ?? [] }
        #expect(
            summaries.map(\.day)
                == (0..<summaries.count).map { LocalDay.text(of: Sample.time(Double($0) * 86_400).wallClock) })
        #expect(summaries.allSatisfy { $0.tests == 4 && $0.bytes == 4_000 && $0.verdicts == ["unknown": 4] })
        #expect(summaries.allSatisfy { $0.download == LineTestDay.Figures(low: 8, median: 11, high: 30) })
        #expect(summaries.map(\.tests).reduce(0, +) + reports.flatMap { $0.lineTests ?? [] }.count == 4 * days)
        #expect(reports.flatMap { $0.deviceDays ?? [] }.count == days)
        #expect(try outbox.status().unsealedLineTestDays == 0)
    }

    @Test func acknowledgedEnvelopesGoFirst() throws {
        let outbox = try Outbox(path: directory.file("outbox.sqlite"), sizeLimitBytes: 1_048_576)
        var noisy = try test(0, day: 0)
        noisy.problem = try Sample.noise(bytes: 300_000)
        try outbox.record(lineTest: noisy)
        _ = try outbox.seal(with: key, at: Sample.time(1))
        try outbox.acknowledge(stream: outbox.stream, ranges: SequenceRanges([1]), at: Sample.time(2).wallClock)
        var recorded = 0
        while try outbox.status().acknowledged > 0, recorded < 1_000 {
            #expect(try outbox.status().unsealedLineTestDays == 0)
            try outbox.record(lineTest: test(recorded, day: recorded))
            recorded += 1
        }
        #expect(try outbox.status().acknowledged == 0)
        #expect(try outbox.status().unsealedLineTests == recorded)
    }

    @Test func slotsGoLastAndAreCounted() throws {
        let outbox = try Outbox(path: directory.file("outbox.sqlite"), sizeLimitBytes: 40 * 4_096)
        let total = 1_500
        for number in 0..<total {
            let slot = SlotRecord(
                id: "2026-09-01/\(number)", plannedAt: Sample.time(0).wallClock, decidedAt: Sample.time(0),
                inLessons: true, ran: false, reason: .ownTraffic)
            try outbox.record(lineTests: [], slot: slot, ledger: [:])
        }
        let status = try outbox.status()
        #expect(status.slotsDropped > 0)
        #expect(status.unsealedSlots + status.slotsDropped == total)
    }

    /// Ten years without a region, sixty devices seen every single day, and four line tests a day of it.
    @Test func tenYearsOfDeviceDaysFit() throws {
        let outbox = try Outbox(path: directory.file("outbox.sqlite"))
        let (days, devices) = (3_652, 60)
        let time = try ReportCoder.encode(Sample.time(123_456.789))
        // As `record` writes them, in one transaction: a fsync for each of 3,652 scans tests the disk.
        try outbox.write { connection in
            for day in 0..<days {
                let name = LocalDay.text(of: Sample.time(Double(day) * 86_400).wallClock)
                for device in 0..<devices {
                    try connection.run(
                        """
                        INSERT INTO device_day(device, day, first, last, seconds, times_plugged, changed, round)
                        VALUES (?, ?, ?, ?, 21600, 1, 1, ?)
                        """, .text("\(device)-0123456789abcdef0123456789abcdef".prefix(32).description), .text(name),
                        .blob(time), .blob(time), .integer(day))
                }
            }
        }
        let used = try bytesUsed(outbox)
        print(
            "ten years of \(devices) devices a day: \(used / 1_000_000) MB, \(used / days / devices) bytes a device-day"
        )
        // What line tests and slots leave free.
        #expect(Double(used) < 268_435_456 * Outbox.roomyShare)
        #expect(try outbox.status().unsealedDeviceDays == days * devices)
        #expect(throws: Never.self) {
            try outbox.record(scan: Sample.scan(["new"]), at: Sample.time(1), day: "2036-09-01")
        }
    }

    /// When device-days alone overfill the file, the new one is not kept and that is said; what is there stays, and goes on
    /// growing.
    @Test func beyondTheBoundTheOldestDaysStayAndItIsSaid() throws {
        let outbox = try Outbox(path: directory.file("outbox.sqlite"), sizeLimitBytes: 40 * 4_096)
        var kept = 0
        let failure = #expect(throws: OutboxFailure.self) {
            while kept < 10_000 {
                try outbox.record(
                    scan: Sample.scan(["a"]), at: Sample.time(Double(kept) * 86_400), day: "day-\(kept)")
                kept += 1
            }
        }
        #expect(failure?.code == .full)
        #expect(kept > 50)
        #expect(try outbox.status().unsealedDeviceDays == kept)
        #expect(throws: Never.self) {
            try outbox.record(
                scan: Sample.scan(["a"]), at: Sample.time(Double(kept) * 86_400), day: "day-\(kept - 1)")
        }
    }

    @Test func aRemovedFileIsSaid() throws {
        let path = directory.file("gone/outbox.sqlite")
        try FileManager.default.createDirectory(atPath: directory.file("gone"), withIntermediateDirectories: true)
        let outbox = try Outbox(path: path)
        try FileManager.default.removeItem(atPath: directory.file("gone"))
        let failure = #expect(throws: OutboxFailure.self) { try outbox.record(lineTest: Sample.lineTest("1")) }
        #expect(failure?.code == .gone)
    }
}

/// A disk of one megabyte that really is full.
@Suite(.serialized, .enabled(if: geteuid() == 0, "a small file system of its own needs root"))
struct FullDiskTests {
    private let directory: TemporaryDirectory
    private let disk: String
    private let key = SigningKey()

    init() throws {
        directory = try TemporaryDirectory()
        disk = directory.file("disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    }

    private func withDisk(_ body: () throws -> Void) throws {
        try #require(mount("tmpfs", disk, "tmpfs", 0, "size=1m") == 0, "\(String(cString: strerror(errno)))")
        defer { umount2(disk, Int32(MNT_DETACH)) }
        try body()
    }

    /// Fills the disk to its last byte.
    private func fill() throws {
        let file = try #require(fopen("\(disk)/filler", "w"))
        let block = [UInt8](repeating: 1, count: 4_096)
        while fwrite(block, 1, block.count, file) == block.count, fflush(file) == 0 {}
        fclose(file)
    }

    @Test func acknowledgedEnvelopesMakeRoomOnAFullDisk() throws {
        try withDisk {
            let outbox = try Outbox(path: "\(disk)/outbox.sqlite")
            var test = Sample.lineTest("0")
            test.problem = try Sample.noise(bytes: 90_000)
            try outbox.record(lineTest: test)
            _ = try outbox.seal(with: key, at: Sample.time(1))
            try outbox.acknowledge(stream: outbox.stream, ranges: SequenceRanges([1]), at: Sample.time(2).wallClock)
            try fill()
            // First into the room of the reserve, then into that of what the region holds.
            var kept = 0
            while kept < 160, try outbox.status().acknowledged > 0 {
                kept += 1
                test = Sample.lineTest("\(kept)")
                test.problem = String(repeating: "x", count: 2_000)
                try outbox.record(lineTest: test)
            }
            #expect(try outbox.status().unsealedLineTests == kept)
            #expect(try outbox.status().acknowledged == 0)
        }
    }

    @Test func aFullDiskIsSaidKeepsWhatWasThereAndRecovers() throws {
        try withDisk {
            let outbox = try Outbox(path: "\(disk)/outbox.sqlite")
            try fill()
            var recorded = 0
            let failure = #expect(throws: OutboxFailure.self) {
                while recorded < 5_000 {
                    try outbox.record(
                        scan: Sample.scan(["a-\(recorded)"]), at: Sample.time(Double(recorded)), day: "day-\(recorded)")
                    recorded += 1
                }
            }
            #expect(failure?.code == .full)
            #expect(recorded > 0)
            #expect(try outbox.status().unsealedDeviceDays == recorded)
            #expect(!FileManager.default.fileExists(atPath: outbox.path + "-reserve"))
            // Room again: the same object goes on, and holds its reserve again.
            try FileManager.default.removeItem(atPath: "\(disk)/filler")
            try outbox.record(scan: Sample.scan(["b"]), at: Sample.time(9_999), day: "later")
            #expect(try outbox.status().unsealedDeviceDays == recorded + 1)
            #expect(FileManager.default.fileExists(atPath: outbox.path + "-reserve"))
            #expect(try outbox.seal(with: key, at: Sample.time(10_000)) > 0)
            #expect(try Outbox.status(ofFileAt: outbox.path)?.stream == outbox.stream)
        }
    }

    /// A computer that is switched on with a full disk: SQLite wants room for the log's index before anything is read.
    @Test func aFullDiskIsOpened() throws {
        try withDisk {
            let path = "\(disk)/outbox.sqlite"
            do {
                let outbox = try Outbox(path: path)
                try outbox.record(lineTest: Sample.lineTest("1"))
            }
            try fill()
            let again = try Outbox(path: path)
            #expect(again.opening == .existing)
            #expect(try again.status().unsealedLineTests == 1)
        }
    }

    @Test func aReadOnlyDiskIsSaidAndRecovers() throws {
        try withDisk {
            let path = "\(disk)/outbox.sqlite"
            do {
                let outbox = try Outbox(path: path)
                try outbox.record(lineTest: Sample.lineTest("1"))
            }
            try #require(mount("tmpfs", disk, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), "") == 0)
            let failure = #expect(throws: OutboxFailure.self) { try Outbox(path: path) }
            #expect(failure?.code == .notPermitted)
            try #require(mount("tmpfs", disk, "tmpfs", UInt(MS_REMOUNT), "") == 0)
            #expect(try Outbox(path: path).status().unsealedLineTests == 1)
        }
    }
}
