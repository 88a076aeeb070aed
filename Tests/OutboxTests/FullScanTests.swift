import Foundation
import Outbox
import Reports
import Testing

struct FullScanTests {
    private let directory: TemporaryDirectory
    private let outbox: Outbox
    private let key = SigningKey()

    init() throws {
        directory = try TemporaryDirectory()
        outbox = try Outbox(path: directory.file("outbox.sqlite"))
    }

    private func look(_ devices: String..., at seconds: Double) throws -> Report {
        try outbox.record(scan: Sample.scan(devices), at: Sample.time(seconds), day: Sample.day)
        _ = try outbox.seal(with: key, at: Sample.time(seconds + 1))
        return try #require(try outbox.reports(key).last)
    }

    @Test func everyReportNamesTheTableOfDevices() throws {
        let first = try look("b", "a", at: 0)
        #expect(first.devicesSeq == 1)
        let devices = try #require(first.scan?.devices)
        #expect(try devices.map(\.digest) == devices.map { try DeviceTable.digest(of: $0) })
        #expect(first.devicesDigest == DeviceTable.digest(of: devices.compactMap(\.digest)))
        // The same in another order is no news, and the table is still that of the first report.
        let second = try look("a", "b", at: 60)
        #expect(second.scan == nil)
        #expect(second.devicesDigest == first.devicesDigest && second.devicesSeq == 1)
        let third = try look("a", at: 120)
        #expect(third.devicesDigest != first.devicesDigest && third.devicesSeq == 3)
    }

    @Test func aDeviceSeenTwiceIsInTheTableOnce() throws {
        let twice = try look("a", "a", at: 0)
        #expect(twice.scan?.devices.map(\.id) == ["a"])
        #expect(twice.devicesDigest == DeviceTable.digest(of: [try #require(twice.scan?.devices.first?.digest)]))
    }

    @Test(arguments: [false, true])
    func anAskedForScanIsWholeThoughNothingChanged(looksAgain: Bool) throws {
        let first = try look("a", "b", at: 0)
        try outbox.requestFullScan()
        try outbox.requestFullScan()
        #expect(try outbox.status().unsealedScan)
        if looksAgain { try outbox.record(scan: Sample.scan(["a", "b"]), at: Sample.time(60), day: Sample.day) }
        #expect(try outbox.seal(with: key, at: Sample.time(61)) == 1)
        let told = try #require(try outbox.reports(key).last)
        #expect(told.scan == first.scan)
        #expect(told.devicesSeq == 2 && told.devicesDigest == first.devicesDigest)
        // Once is enough.
        #expect(try look("a", "b", at: 120).scan == nil)
    }

    @Test func aReplacedFileTellsEverythingAndSaysSo() throws {
        let path = directory.file("damaged.sqlite")
        try Data("not a database at all".utf8).write(to: URL(filePath: path))
        let fresh = try Outbox(path: path)
        #expect(try fresh.status().keptAside == "\(path).corrupt-1")
        try fresh.record(scan: Sample.scan(["a"]), at: Sample.time(0), day: Sample.day)
        _ = try fresh.seal(with: key, at: Sample.time(1))
        let report = try #require(try fresh.reports(key).first)
        #expect(report.scan?.devices.count == 1 && report.devicesDigest != nil && report.devicesSeq == 1)
        // As long as the file lives, and to whoever looks from outside.
        #expect(try Outbox.status(ofFileAt: path)?.keptAside == "\(path).corrupt-1")
        #expect(try outbox.status().keptAside == nil)
    }
}
