import Foundation
import Reports
import Testing

@testable import Outbox

/// What goes on under another stream is read a page at a time.
struct RenewalTests {
    private let directory: TemporaryDirectory
    private let path: String
    private let key = SigningKey()

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.file("outbox.sqlite")
    }

    /// Envelopes 1 to 30: two minutes more of one device each; those from 21 on were refused because the stream was ended.
    private func fill() throws {
        let outbox = try Outbox(path: path)
        for number in 0..<30 {
            let time = Sample.time(Double(number) * 120)
            try outbox.record(scan: Sample.scan(["a"]), at: time, day: Sample.day)
            try outbox.record(lineTest: Sample.lineTest("\(number + 1)"))
            _ = try outbox.seal(with: key, at: time)
        }
        try outbox.acknowledge(stream: outbox.stream, ranges: SequenceRanges(1...20), at: Sample.time(4_000).wallClock)
        for seq in 21...30 { try outbox.refuse(seq: seq, reason: "stream_conflict: held with other content") }
    }

    @Test func manyReportsAreRenewedOnceEachInTheirOrder() throws {
        try fill()
        let outbox = try Outbox(path: path)
        let former = outbox.stream
        #expect(try outbox.renewStream(with: key, at: Sample.time(5_000)) == 10)
        let reports = try outbox.reports(key)
        #expect(reports.map(\.seq) == Array(31...40) && reports.allSatisfy { $0.stream == outbox.stream })
        #expect(outbox.stream != former)
        let tests: [String] = reports.flatMap { $0.lineTests ?? [] }.map(\.id)
        let expected: [String] = (21...30).map { "\($0)" }
        #expect(tests == expected)
        // The region holds 38 minutes of the former stream; the last report of the new one tells the 20 others.
        let minutes: [Int] = reports.flatMap { $0.deviceDays ?? [] }.map(\.minutes)
        #expect(minutes == Array(stride(from: 2, through: 20, by: 2)))
        #expect(try outbox.refused().isEmpty)
        #expect(try outbox.renewStream(with: key, at: Sample.time(5_001)) == 0)
    }

    /// A report may be a megabyte, and megabytes of them are kept: no statement may bring all of them at once.
    @Test func noMoreThanAPageOfThemIsInMemory() throws {
        try fill()
        let outbox = try Outbox(path: path)
        _ = try outbox.renewStream(with: key, at: Sample.time(5_000))
        try outbox.beginNewStream()
        let former = try outbox.formerStreams()
        #expect(former.count == 1)
        #expect(try former[0].pending(limitBytes: 1, limitCount: 64).map(\.seq) == [31])
        #expect(try former[0].pending(limitBytes: .max, limitCount: 4).map(\.seq) == [31, 32, 33, 34])
        let reading = try outbox.read { connection in
            connection.preparedSQL.filter { $0.hasPrefix("SELECT") && $0.contains("text FROM") }
        }
        #expect(reading.count >= 3)
        for sql in reading { #expect(sql.contains("LIMIT ?"), "\(sql)") }
    }
}
