import CSQLite
import Foundation
import Reports
import Testing

@testable import Outbox

struct OpeningTests {
    private let directory: TemporaryDirectory
    private let path: String
    private let key = SigningKey()

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.file("outbox.sqlite")
    }

    @Test func aNewFileIsPrivateAndHasAStreamOfItsOwn() throws {
        let outbox = try Outbox(path: path)
        #expect(outbox.opening == .created)
        #expect(outbox.stream.count == 32)
        #expect(outbox.stream.allSatisfy { "0123456789abcdef".contains($0) })
        #expect(try Outbox(path: directory.file("other.sqlite")).stream != outbox.stream)
        for name in directory.names {
            let attributes = try FileManager.default.attributesOfItem(atPath: directory.file(name))
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    /// As a power cut in its first moment leaves it: no outbox yet to whoever looks, and the agent makes one of it.
    @Test func aFileWithoutTablesIsNobodysElse() throws {
        try Data().write(to: URL(filePath: path))
        #expect(try Outbox.status(ofFileAt: path) == nil)
        #expect(try Outbox(path: path).opening == .created)
    }

    @Test func everythingIsThereAgain() throws {
        var outbox: Outbox? = try Outbox(path: path)
        let stream = outbox?.stream
        try outbox?.record(scan: Sample.scan(["a"]), at: Sample.time(0), day: Sample.day)
        _ = try outbox?.seal(with: key, at: Sample.time(1))
        try outbox?.record(lineTest: Sample.lineTest("1"))
        let status = try outbox?.status()
        let pending = try outbox?.pending(limitBytes: .max)
        outbox = nil
        let again = try Outbox(path: path)
        #expect(again.opening == .existing)
        #expect(again.stream == stream)
        #expect(try again.status() == status)
        #expect(try again.pending(limitBytes: .max) == pending)
        #expect(again.stream == stream)
    }

    /// What a power cut leaves is the files as they are on the disk at that moment.
    @Test func aPowerCutAtAnyCommitLosesNothing() throws {
        let outbox = try Outbox(path: path)
        var cuts: [(path: String, status: OutboxStatus, pending: [SealedEnvelope])] = []
        for step in 0..<8 {
            let time = Sample.time(Double(step))
            switch step % 4 {
            case 0: try outbox.record(scan: Sample.scan(["d\(step)"]), at: time, day: Sample.day)
            case 1: try outbox.record(lineTest: Sample.lineTest("\(step)"))
            case 2: _ = try outbox.seal(with: key, at: time)
            default:
                try outbox.acknowledge(stream: outbox.stream, ranges: SequenceRanges([step / 4]), at: time.wallClock)
            }
            let cut = directory.file("cut-\(step).sqlite")
            for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + suffix, toPath: cut + suffix) }
            cuts.append((cut, try outbox.status(), try outbox.pending(limitBytes: .max)))
        }
        for cut in cuts {
            let reopened = try Outbox(path: cut.path)
            #expect(reopened.opening == .existing, "\(cut.path)")
            #expect(try reopened.status() == cut.status, "\(cut.path)")
            #expect(try reopened.pending(limitBytes: .max) == cut.pending, "\(cut.path)")
        }
    }

    /// A cut in the middle of a write leaves a log whose last transaction is torn: it never happened.
    @Test(arguments: [1, 100, 4_000, 5_000])
    func aTornWriteNeverHappened(missingBytes: Int) throws {
        let outbox = try Outbox(path: path)
        try outbox.record(lineTest: Sample.lineTest("1"))
        let before = try outbox.status()
        let logBefore = try Data(contentsOf: URL(filePath: path + "-wal")).count
        _ = try outbox.seal(with: key, at: Sample.time(1))
        let log = try Data(contentsOf: URL(filePath: path + "-wal"))
        try #require(log.count - logBefore > missingBytes)
        let cut = directory.file("cut.sqlite")
        try FileManager.default.copyItem(atPath: path, toPath: cut)
        try log.dropLast(missingBytes).write(to: URL(filePath: cut + "-wal"))
        let reopened = try Outbox(path: cut)
        #expect(try reopened.status() == before)
        #expect(try reopened.seal(with: key, at: Sample.time(1)) == 1)
    }

    @Test(arguments: [
        Data("this is no database, it is a letter to the headmaster".utf8), Data(repeating: 0, count: 8_192),
        Data("SQLite format 3\0".utf8) + Data(repeating: 0x5a, count: 8_192),
    ])
    func aDamagedFileIsKeptAside(garbage: Data) throws {
        for number in 1...2 {
            try garbage.write(to: URL(filePath: path))
            let outbox = try Outbox(path: path)
            guard case .replaced(let kept, _) = outbox.opening else {
                Issue.record("opened as \(outbox.opening)")
                return
            }
            #expect(kept == "\(path).corrupt-\(number)")
            #expect(outbox.notice?.contains(kept) == true)
            #expect(try Data(contentsOf: URL(filePath: kept)) == garbage)
            try outbox.record(lineTest: Sample.lineTest("1"))
            #expect(try outbox.seal(with: key, at: Sample.time(1)) == 1)
        }
    }

    @Test func damageInTheMiddleIsFoundAndBeginsANewStream() throws {
        var outbox: Outbox? = try Outbox(path: path)
        let stream = try #require(outbox?.stream)
        for number in 0..<300 { try outbox?.record(lineTest: Sample.lineTest("\(number)")) }
        outbox = nil
        var bytes = try Data(contentsOf: URL(filePath: path))
        // One page of line tests: everything else in the file is as it was.
        let page = bytes.count / 4_096 / 2 * 4_096
        for offset in page..<page + 4_096 { bytes[offset] = 0xa5 }
        try bytes.write(to: URL(filePath: path))
        let fresh = try Outbox(path: path)
        #expect(fresh.opening != .existing)
        #expect(fresh.stream != stream)
        #expect(try fresh.status().unsealedLineTests == 0)
    }

    @Test(arguments: [
        ("PRAGMA user_version = 99", OutboxFailure.Code.newerVersion),
        ("PRAGMA application_id = 7", OutboxFailure.Code.foreign),
    ])
    func aFileThatIsNotOursToTouchIsLeftAlone(change: String, code: OutboxFailure.Code) throws {
        var outbox: Outbox? = try Outbox(path: path)
        try outbox?.record(lineTest: Sample.lineTest("1"))
        outbox = nil
        try execute(change)
        let before = try Data(contentsOf: URL(filePath: path))
        let failure = #expect(throws: OutboxFailure.self) { try Outbox(path: path) }
        #expect(failure?.code == code)
        #expect(failure?.description.contains(path) == true)
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test func aDirectoryThatIsNotThereIsNamed() throws {
        let failure = #expect(throws: OutboxFailure.self) { try Outbox(path: directory.file("nowhere/outbox.sqlite")) }
        #expect(failure?.code == .notPermitted)
        #expect(failure?.description.contains("nowhere/outbox.sqlite") == true)
    }

    @Test func aFullDiskKeepsWhatWasThere() throws {
        let outbox = try Outbox(path: path, sizeLimitBytes: 40 * 4_096)
        var recorded = 0
        let failure = #expect(throws: OutboxFailure.self) {
            while recorded < 10_000 {
                var test = Sample.lineTest("\(recorded)")
                test.problem = String(repeating: "x", count: 1_000)
                try outbox.record(lineTest: test)
                recorded += 1
            }
        }
        #expect(failure?.code == .full)
        #expect(recorded > 0)
        // With room again, nothing recorded before is missing.
        let again = try Outbox(path: path)
        _ = try again.seal(with: key, at: Sample.time(1))
        let reports = try again.reports(key)
        let whole = reports.flatMap { $0.lineTests ?? [] }.map(\.id)
        let counted = reports.flatMap { $0.lineTestDays ?? [] }.map(\.tests).reduce(0, +)
        #expect(whole == (counted..<recorded).map(String.init))
    }

    @Test func everyCommitIsOnTheDisk() throws {
        var outbox: Outbox? = try Outbox(path: path)
        // 2 is FULL: the log is synced at every commit (https://sqlite.org/pragma.html#pragma_synchronous).
        #expect(try outbox?.read { try $0.integer("PRAGMA synchronous") } == 2)
        #expect(try outbox?.read { try $0.rows("PRAGMA journal_mode") { $0.text(0) } } == ["wal"])
        outbox = nil
        #expect(try Data(contentsOf: URL(filePath: path)).dropFirst(68).prefix(4) == Data("PRTO".utf8))
    }

    private func execute(_ sql: String) throws {
        var handle: OpaquePointer?
        try #require(sqlite3_open(path, &handle) == SQLITE_OK)
        defer { sqlite3_close(handle) }
        try #require(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
    }
}
