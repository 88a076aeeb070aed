import Foundation
import Outbox
import Reports
import Testing

struct StoreEpochTests {
    private let directory: TemporaryDirectory
    private let outbox: Outbox
    private let key = SigningKey()
    private let texts: [String]

    init() throws {
        directory = try TemporaryDirectory()
        outbox = try Outbox(path: directory.file("outbox.sqlite"))
        for number in 1...6 {
            try outbox.record(lineTest: Sample.lineTest("\(number)"))
            _ = try outbox.seal(with: key, at: Sample.time(Double(number)))
        }
        texts = try outbox.pending(limitBytes: .max).map(\.text)
        try outbox.recognise(storeEpoch: "one", held: held(1...6))
        try outbox.acknowledge(
            stream: outbox.stream, ranges: SequenceRanges(1...6), at: Sample.time(7).wallClock)
    }

    private func held(_ numbers: some Sequence<Int>) -> [AcceptedStream] {
        [AcceptedStream(stream: outbox.stream, ranges: SequenceRanges(numbers))]
    }

    /// What a store that was restored from a backup still holds.
    @Test(arguments: [([Int](), 6), ([1, 2, 3], 3), ([1, 3, 5], 3), ([1, 2, 3, 4, 5, 6], 0)])
    func whatARestoredStoreLacksTravelsAgainByteForByte(numbers: [Int], missing: Int) throws {
        #expect(try outbox.recognise(storeEpoch: "two", held: held(numbers)) == missing)
        let pending = try outbox.pending(limitBytes: .max)
        #expect(pending.map(\.seq) == (1...6).filter { !numbers.contains($0) })
        for envelope in pending { #expect(envelope.text == texts[envelope.seq - 1]) }
        // The same answer again changes nothing, nor does a restart.
        #expect(try outbox.recognise(storeEpoch: "two", held: held(numbers)) == 0)
    }

    @Test func theSameStoreIsBelieved() throws {
        // An answer may name fewer numbers than were acknowledged; without a new epoch that means nothing.
        #expect(try outbox.recognise(storeEpoch: "one", held: []) == 0)
        #expect(try outbox.pending(limitBytes: .max).isEmpty)
    }

    @Test func whatTheRegionRefusedStaysAside() throws {
        try outbox.record(lineTest: Sample.lineTest("7"))
        _ = try outbox.seal(with: key, at: Sample.time(8))
        try outbox.refuse(seq: 7, reason: "bad_payload: no")
        #expect(try outbox.recognise(storeEpoch: "two", held: held(1...6)) == 0)
        #expect(try outbox.refused().map(\.seq) == [7])
    }

    @Test func anEarlierStreamIsKnownByItsName() throws {
        try outbox.record(lineTest: Sample.lineTest("7"))
        _ = try outbox.seal(with: key, at: Sample.time(8))
        let earlier = outbox.stream
        try outbox.refuse(seq: 7, reason: "stream_conflict: held with other content")
        #expect(try outbox.renewStream(with: key, at: Sample.time(9)) == 1)
        #expect(outbox.stream != earlier)
        let stillHeld = [AcceptedStream(stream: earlier, ranges: SequenceRanges([1, 2]))]
        #expect(try outbox.recognise(storeEpoch: "two", held: stillHeld) == 4)
        #expect(try outbox.pending(limitBytes: .max).map(\.seq) == [3, 4, 5, 6, 8])
        // Each stream's numbers are acknowledged under its own name.
        #expect(
            try outbox.acknowledge(stream: earlier, ranges: SequenceRanges(1...9), at: Sample.time(9).wallClock) == 4)
        #expect(try outbox.pending(limitBytes: .max).map(\.seq) == [8])
    }
}
