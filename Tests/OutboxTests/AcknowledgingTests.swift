import Foundation
import Outbox
import Reports
import Testing

struct AcknowledgingTests {
    private let directory: TemporaryDirectory
    private let outbox: Outbox
    private let key = SigningKey()
    private let now = Sample.time(0).wallClock

    init() throws {
        directory = try TemporaryDirectory()
        outbox = try Outbox(path: directory.file("outbox.sqlite"))
        for number in 1...6 {
            try outbox.record(lineTest: Sample.lineTest("\(number)"))
            _ = try outbox.seal(with: key, at: Sample.time(Double(number)))
        }
    }

    @Test(arguments: [
        ([Int](), [1, 2, 3, 4, 5, 6]), ([1, 2, 5], [3, 4, 6]), ([1, 2, 3, 4, 5, 6], []), ([7, 8], [1, 2, 3, 4, 5, 6]),
    ])
    func acknowledgedNumbersAreNotSentAgain(numbers: [Int], left: [Int]) throws {
        let acknowledged = try outbox.acknowledge(stream: outbox.stream, ranges: SequenceRanges(numbers), at: now)
        #expect(acknowledged == 6 - left.count)
        #expect(try outbox.pending(limitBytes: .max).map(\.seq) == left)
        #expect(try outbox.acknowledge(stream: outbox.stream, ranges: SequenceRanges(numbers), at: now) == 0)
    }

    @Test func aRangeOfAnySizeIsHarmless() throws {
        var ranges = SequenceRanges()
        ranges.insert(2...Int.max)
        #expect(try outbox.acknowledge(stream: outbox.stream, ranges: ranges, at: now) == 5)
        try outbox.record(lineTest: Sample.lineTest("7"))
        _ = try outbox.seal(with: key, at: Sample.time(7))
        #expect(try outbox.pending(limitBytes: .max).map(\.seq) == [1, 7])
    }

    @Test func anotherStreamIsNotOurs() throws {
        let other = String(repeating: "0", count: 32)
        #expect(try outbox.acknowledge(stream: other, ranges: SequenceRanges(1...6), at: now) == 0)
        #expect(try outbox.status().pending == 6)
    }

    @Test func acknowledgedEnvelopesAreKeptFourteenDays() throws {
        try outbox.acknowledge(stream: outbox.stream, ranges: SequenceRanges([1, 2]), at: now)
        let later = now.addingTimeInterval(Double(Outbox.keptSeconds))
        try outbox.acknowledge(stream: outbox.stream, ranges: SequenceRanges([3]), at: later)
        #expect(try outbox.status().acknowledged == 3)
        try outbox.acknowledge(stream: outbox.stream, ranges: SequenceRanges([4]), at: later.addingTimeInterval(1))
        #expect(try outbox.status().acknowledged == 2)
        // Numbers go on from where they were, whatever was forgotten.
        #expect(try outbox.status().nextSeq == 7)
    }

    @Test func acknowledgedEnvelopesAreBoundedInBytes() throws {
        for number in 7...19 {
            var test = Sample.lineTest("\(number)")
            test.problem = try Sample.noise(bytes: 600_000)
            try outbox.record(lineTest: test)
            _ = try outbox.seal(with: key, at: Sample.time(7))
        }
        let sizes = try outbox.pending(limitBytes: .max).map(\.text.utf8.count)
        try outbox.acknowledge(stream: outbox.stream, ranges: SequenceRanges(1...19), at: now)
        var room = Outbox.keptBytes
        let fitting = sizes.reversed().prefix { size in
            room -= size
            return room >= 0
        }
        #expect(fitting.count < sizes.count)
        #expect(try outbox.status().acknowledged == fitting.count)
    }

    @Test func aRefusedEnvelopeIsKeptAsideAndCounted() throws {
        let second = try #require(try outbox.pending(limitBytes: .max).dropFirst().first)
        try outbox.refuse(seq: 2, reason: "bad_payload: cannot be read")
        try outbox.refuse(seq: 2, reason: "again")
        #expect(try outbox.pending(limitBytes: .max).map(\.seq) == [1, 3, 4, 5, 6])
        let kept = try #require(try outbox.refused().first)
        #expect(kept.text == second.text)
        #expect(kept.reason == "bad_payload: cannot be read")
        #expect(try outbox.status().refused == 1)
        // The region holds that number with other content: this one has not arrived.
        #expect(try outbox.acknowledge(stream: outbox.stream, ranges: SequenceRanges(1...6), at: now) == 5)
        #expect(try outbox.refused().map(\.seq) == [2])
    }

    @Test func statusCountsWhatWaits() throws {
        let bytes = try outbox.pending(limitBytes: .max).map(\.text.utf8.count).reduce(0, +)
        try outbox.record(lineTest: Sample.lineTest("7"))
        let status = try outbox.status()
        #expect(status.pending == 6)
        #expect(status.pendingBytes == bytes)
        #expect(status.oldestPending == Sample.time(1).wallClock)
        #expect(status.lastSealed == Sample.time(6).wallClock)
        #expect(status.unsealedLineTests == 1)
    }
}
