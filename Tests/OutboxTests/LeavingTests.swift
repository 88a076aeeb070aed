import Foundation
import Reports
import Testing

@testable import Outbox

/// A file that is put aside whole, or stays where it is.
struct LeavingTests {
    private let directory: TemporaryDirectory
    private var path: String { directory.file("outbox.sqlite") }

    init() throws {
        directory = try TemporaryDirectory()
    }

    private var left: [String] { directory.names.filter { $0.contains("left-") } }

    /// What a reader keeps in the log nobody else may play into the next file.
    @Test func aFileThatIsReadIsNotLeft() throws {
        let outbox = try Outbox(path: path)
        try outbox.record(lineTest: Sample.lineTest("1"))
        let reader = try Connection(path: path, readOnly: true)
        try reader.run("BEGIN")
        #expect(try reader.integer("SELECT count(*) FROM line_test") == 1)
        let failure = #expect(throws: OutboxFailure.self) { try outbox.leave() }
        #expect(failure?.code == .busy)
        #expect(left == [])
        try outbox.record(lineTest: Sample.lineTest("2"))
        #expect(try outbox.status().unsealedLineTests == 2)
        try reader.run("COMMIT")
        reader.close()
        #expect(try outbox.leave() == "\(path).left-1")
        #expect(left == ["outbox.sqlite.left-1"])
        #expect(try outbox.status().unsealedLineTests == 0)
    }

    /// The new file has no room for its ledger: nothing of it stays beside the old one.
    @Test func afterAFaultTheOutboxIsAsItWas() throws {
        let outbox = try Outbox(path: path, sizeLimitBytes: 262_144)
        try outbox.record(lineTest: Sample.lineTest("1"))
        let stream = outbox.stream
        #expect(throws: OutboxFailure.self) { try outbox.leave(carrying: ["large": Data(count: 1_048_576)]) }
        #expect(left == [] && outbox.stream == stream)
        #expect(try outbox.status().unsealedLineTests == 1 && outbox.ledgerEntry("large") == nil)
        try outbox.record(lineTest: Sample.lineTest("2"))
        #expect(try Outbox.status(ofFileAt: path)?.unsealedLineTests == 2)
    }

    /// The newest is kept whatever its size, and of the others as much as the bound holds.
    @Test(arguments: [(0, [3]), (10_000, [2, 3]), (1_000_000, [1, 2, 3])])
    func theOldestGoFirst(limitBytes: Int, numbers: [Int]) throws {
        for number in 1...3 {
            try Data(count: 8_000).write(to: URL(filePath: "\(path).left-\(number)"))
            try Data(count: 1_000).write(to: URL(filePath: "\(path).left-\(number)-wal"))
        }
        Outbox.forgetLeft(of: path, limitBytes: limitBytes)
        let all = LeftOutbox.all(besideOutboxAt: path)
        #expect(all == numbers.map { LeftOutbox(path: "\(path).left-\($0)", bytes: 9_000) })
        #expect(left.count == 2 * numbers.count)
        // Numbers tell the order also after some went.
        let outbox = try Outbox(path: path)
        try outbox.record(lineTest: Sample.lineTest("1"))
        #expect(try outbox.leave() == "\(path).left-4")
    }
}
