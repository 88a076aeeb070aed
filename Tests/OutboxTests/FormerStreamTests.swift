import Foundation
import Outbox
import Reports
import Testing

@Suite("What a former key has sealed")
struct FormerStreamTests {
    private let directory: TemporaryDirectory
    private let outbox: Outbox
    private let key = SigningKey()

    init() throws {
        directory = try TemporaryDirectory()
        outbox = try Outbox(path: directory.file("outbox.sqlite"))
    }

    /// Two envelopes sealed, one of them acknowledged, and rows that are not sealed.
    private func fill() throws {
        for number in 1...3 {
            try outbox.record(lineTest: Sample.lineTest("\(number)"))
            _ = try outbox.seal(with: key, at: Sample.time(Double(number)))
        }
        try outbox.acknowledge(stream: outbox.stream, ranges: SequenceRanges([1]), at: Date())
        try outbox.record(scan: Sample.scan(["a"]), at: Sample.time(10), day: Sample.day)
        try outbox.record(lineTest: Sample.lineTest("unsealed"))
    }

    @Test("goes on byte for byte in its own stream; what was not sealed is dropped")
    func beginsAnew() throws {
        try fill()
        let (stream, sealed) = (outbox.stream, try outbox.pending(limitBytes: .max))
        try outbox.beginNewStream()
        #expect(outbox.stream != stream)
        let status = try outbox.status()
        #expect(status.stream == outbox.stream && status.nextSeq == 1)
        #expect(!status.unsealedScan && status.unsealedLineTests == 0 && status.unsealedDeviceDays == 0)
        #expect(status.pending == 0 && status.acknowledged == 0)
        let former = try #require(try outbox.formerStream())
        #expect(former.stream == stream)
        #expect(try former.pending(limitBytes: .max, limitCount: .max) == sealed)
        #expect(try former.pending(limitBytes: 1, limitCount: .max) == Array(sealed.prefix(1)))

        let fresh = SigningKey()
        try outbox.record(lineTest: Sample.lineTest("mine"))
        _ = try outbox.seal(with: fresh, at: Sample.time(20))
        let report = try #require(try outbox.reports(fresh).first)
        #expect(report.stream == outbox.stream && report.seq == 1)
    }

    @Test("is forgotten as it arrives, and only that")
    func acknowledging() throws {
        try fill()
        try outbox.beginNewStream()
        let former = try #require(try outbox.formerStream())
        #expect(try former.acknowledge(stream: outbox.stream, ranges: SequenceRanges([1, 2, 3]), at: Date()) == 0)
        #expect(try former.acknowledge(stream: former.stream, ranges: SequenceRanges([1, 2]), at: Date()) == 1)
        #expect(try former.pending(limitBytes: .max, limitCount: .max).map(\.seq) == [3])
        try former.refuse(seq: 3, reason: "no")
        #expect(try outbox.formerStream()?.stream == nil)
    }

    @Test("survives another new key and another process")
    func reopened() throws {
        try fill()
        let stream = outbox.stream
        try outbox.beginNewStream()
        try outbox.beginNewStream()
        let again = try Outbox(path: directory.file("outbox.sqlite"))
        #expect(again.stream == outbox.stream && again.stream != stream)
        #expect(try again.formerStream()?.pending(limitBytes: .max, limitCount: .max).map(\.seq) == [2, 3])
    }
}
