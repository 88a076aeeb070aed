import Foundation
import Outbox
import Reports
import Testing

struct SlotTests {
    private let directory: TemporaryDirectory
    private let path: String
    private let key = SigningKey()

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.file("outbox.sqlite")
    }

    private static func slot(_ number: Int) -> SlotRecord {
        SlotRecord(
            id: "2026-09-01/\(number)", plannedAt: Date(timeIntervalSince1970: 1_788_249_600 + Double(number)),
            decidedAt: Sample.time(Double(number)), inLessons: true, ran: false, reason: .ownTraffic)
    }

    @Test func slotsTravelWithTheNextReportAndOnce() throws {
        let outbox = try Outbox(path: path)
        for number in [1, 2, 1] { try outbox.record(lineTests: [], slot: Self.slot(number), ledger: [:]) }
        #expect(try outbox.status().unsealedSlots == 2)
        #expect(try Outbox.status(ofFileAt: path)?.unsealedSlots == 2)
        #expect(try outbox.seal(with: key, at: Sample.time(9)) == 1)
        let report = try #require(try outbox.reports(key).first)
        #expect(report.slots == [Self.slot(1), Self.slot(2)])
        #expect(report.slotsDropped == nil)
        #expect(try outbox.seal(with: key, at: Sample.time(10)) == 0)
    }

    /// The wall of a dozen slots a day without a region: the newest are kept, the rest is counted.
    @Test func aYearWithoutARegionIsNoFlood() throws {
        let outbox = try Outbox(path: path)
        let tooMany = Outbox.slotLimit + 7
        for number in 0..<tooMany { try outbox.record(lineTests: [], slot: Self.slot(number), ledger: [:]) }
        #expect(try outbox.status().unsealedSlots == Outbox.slotLimit)
        #expect(try outbox.seal(with: key, at: Sample.time(9)) == 2)
        let reports = try outbox.reports(key)
        #expect(reports.flatMap { $0.slots ?? [] } == (7..<tooMany).map(Self.slot))
        #expect(reports.map(\.slotsDropped) == [7, nil])
    }

    @Test func aTestItsSlotAndTheLedgerAreKeptTogether() throws {
        let entry = Data("spent".utf8)
        do {
            let outbox = try Outbox(path: path)
            #expect(try outbox.ledgerEntry("bytes") == nil)
            try outbox.record(
                lineTests: [Sample.lineTest("1")], slot: Self.slot(1), ledger: ["bytes": entry, "x": entry])
            try outbox.record(lineTests: [], slot: nil, ledger: ["x": Data()])
        }
        // After a reboot, as it were.
        let outbox = try Outbox(path: path)
        #expect(try outbox.ledgerEntry("bytes") == entry)
        #expect(try outbox.ledgerEntry("x") == nil)
        #expect(try outbox.status().unsealedSlots == 1)
        #expect(try outbox.status().unsealedLineTests == 1)
    }

    /// A full disk keeps neither, instead of a test whose bytes were never counted.
    @Test func whatDoesNotFitIsNotHalfKept() throws {
        let outbox = try Outbox(path: path, sizeLimitBytes: 200_000)
        var test = Sample.lineTest("large")
        test.problem = try Sample.noise(bytes: 300_000)
        #expect(throws: OutboxFailure.self) {
            try outbox.record(lineTests: [test], slot: Self.slot(1), ledger: ["bytes": Data("spent".utf8)])
        }
        #expect(try outbox.ledgerEntry("bytes") == nil)
        #expect(try outbox.status().unsealedSlots == 0)
    }

    @Test func anotherKeysSlotsAndLedgerAreForgotten() throws {
        let outbox = try Outbox(path: path)
        try outbox.record(lineTests: [], slot: Self.slot(1), ledger: ["bytes": Data("spent".utf8)])
        try outbox.beginNewStream()
        #expect(try outbox.ledgerEntry("bytes") == nil)
        #expect(try outbox.status().unsealedSlots == 0)
        try outbox.beginNewStream(carrying: ["bytes": Data("spent".utf8)])
        #expect(try outbox.ledgerEntry("bytes") == Data("spent".utf8))
    }

    @Test func slotsTooLargeTogetherAreSealedApart() throws {
        let outbox = try Outbox(path: path)
        for number in 0..<100 {
            var slot = Self.slot(number)
            slot.gateway = try Sample.noise(bytes: 12_000)
            try outbox.record(lineTests: [], slot: slot, ledger: [:])
        }
        #expect(try outbox.seal(with: key, at: Sample.time(9)) > 1)
        #expect(try outbox.reports(key).flatMap { $0.slots ?? [] }.map(\.id).count == 100)
    }
}
