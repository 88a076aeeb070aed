import Foundation
import Outbox
import Reports
import Testing

struct SealingTests {
    private let directory: TemporaryDirectory
    private let outbox: Outbox
    private let key = SigningKey()

    init() throws {
        directory = try TemporaryDirectory()
        outbox = try Outbox(path: directory.file("outbox.sqlite"))
    }

    @Test(arguments: [(0, 0), (1, 1), (60, 1), (61, 2), (150, 3)])
    func reportsAreBounded(lineTests: Int, envelopes: Int) throws {
        for number in 0..<lineTests { try outbox.record(lineTest: Sample.lineTest("\(number)")) }
        #expect(try outbox.seal(with: key, at: Sample.time(1)) == envelopes)
        let reports = try outbox.reports(key)
        #expect(reports.map(\.seq) == Array(1..<(envelopes + 1)))
        #expect(reports.flatMap { $0.lineTests ?? [] }.map(\.id) == (0..<lineTests).map(String.init))
        #expect(try outbox.seal(with: key, at: Sample.time(2)) == 0)
    }

    @Test func rowsTooLargeTogetherAreSealedApart() throws {
        // A hundred tests of 16 kB do not fit into one envelope.
        for number in 0..<100 {
            var test = Sample.lineTest("\(number)")
            test.problem = try Sample.noise(bytes: 12_000)
            try outbox.record(lineTest: test)
        }
        let whole = SealLimits(lineTests: 100)
        #expect(try outbox.seal(with: key, at: Sample.time(1), limits: whole) > 1)
        #expect(try outbox.reports(key).flatMap { $0.lineTests ?? [] }.map(\.id) == (0..<100).map(String.init))
    }

    @Test func resealingNeverChangesAByte() throws {
        try outbox.record(scan: Sample.scan(["a"]), at: Sample.time(0), day: Sample.day)
        _ = try outbox.seal(with: key, at: Sample.time(1))
        let first = try outbox.pending(limitBytes: .max)
        try outbox.record(scan: Sample.scan(["b"]), at: Sample.time(60), day: Sample.day)
        _ = try outbox.seal(with: key, at: Sample.time(61))
        #expect(try outbox.pending(limitBytes: .max).first == first.first)
        #expect(try outbox.pending(limitBytes: .max).count == 2)
    }

    @Test func pendingFitsTheLimitButNeverStarves() throws {
        for number in 0..<5 {
            try outbox.record(lineTest: Sample.lineTest("\(number)"))
            _ = try outbox.seal(with: key, at: Sample.time(1))
        }
        let all = try outbox.pending(limitBytes: .max)
        let two = all[0].text.utf8.count + all[1].text.utf8.count
        #expect(try outbox.pending(limitBytes: two).map(\.seq) == [1, 2])
        #expect(try outbox.pending(limitBytes: two - 1).map(\.seq) == [1])
        #expect(try outbox.pending(limitBytes: 1).map(\.seq) == [1])
        #expect(try outbox.pending(limitBytes: .max, limitCount: 3).map(\.seq) == [1, 2, 3])
    }
}
