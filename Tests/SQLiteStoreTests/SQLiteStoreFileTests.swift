import Foundation
import GRDB
import Relational
import Store
import Testing

@testable import RelationalStore
@testable import SQLiteStore

@Suite("The database file", .timeLimit(.minutes(1)))
struct SQLiteStoreFileTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test("a write returns only when it is on the disk")
    func synchronousFull() async throws {
        let store = try SQLiteStore.open(path: directory.path("db"))
        let modes = try await store.database.writeWithoutTransaction { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Bool.fetchOne(db, sql: "PRAGMA foreign_keys")
            )
        }
        #expect(modes == (2, "wal", true))
    }

    @Test("a read that is counted waits for no disk, and the next write does again")
    func countedReads() async throws {
        let store = try SQLiteStore.open(path: directory.path("db"))
        let area = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga")
        _ = try await store.importSchools([School(id: "A-1", names: Names(en: "A"), area: area)], dryRun: false)
        let token = try await store.createToken(
            NewReaderToken(
                hash: Data(repeating: 1, count: 32), name: "one", role: .reader, reach: .areas(["Aktobe"]),
                createdAt: Date(), createdBy: "operator", expiresAt: Date(timeIntervalSinceNow: 60)))
        try await store.recordRead(by: token, of: "/api/schools", rows: 1, at: Date())
        func mode() async throws -> Int? {
            try await store.database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        }
        #expect(try await mode() == 2)
        try await store.database.write { try $0.execute(sql: "DROP TABLE reading_day") }
        await #expect(throws: (any Error).self) {
            try await store.recordRead(by: token, of: "/api/schools", rows: 1, at: Date())
        }
        #expect(try await mode() == 2)
        let reader = Task { try await store.recordRead(by: token, of: "/api/schools", rows: 1, at: Date()) }
        reader.cancel()
        _ = await reader.result
        #expect(try await mode() == 2)
    }

    @Test("the keys in it are for its owner alone, also in the files that SQLite lays beside it")
    func privateMode() async throws {
        let path = directory.path("db")
        let store = try SQLiteStore.open(path: path)
        #expect(store.notice == nil)
        _ = try await store.establishRegionSecrets(RegionSecrets(["k": Data([7])]))
        for name in [path, path + "-wal", path + "-shm"] {
            let mode = try FileManager.default.attributesOfItem(atPath: name)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(name)")
        }
        try store.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        let again = try SQLiteStore.openExisting(path: path)
        #expect(again.notice?.contains("chmod 600 \(path)") == true)
    }

    @Test("a question makes no database and brings none up to date")
    func questionsChangeNothing() throws {
        let path = directory.path("db")
        #expect(throws: StoreFailure.noDatabase(location: path)) { try SQLiteStore.openExisting(path: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
        let queue = try DatabaseQueue(path: path)
        try SQLiteStore.migrator.migrate(queue, upTo: "0004 facts")
        try queue.close()
        #expect(throws: StoreFailure.olderDatabase(location: path)) { try SQLiteStore.openExisting(path: path) }
        try SQLiteStore.open(path: path).close()
        try SQLiteStore.openExisting(path: path).close()
    }

    @Test("the database of another program is refused and left as it is")
    func foreign() throws {
        let path = directory.path("db")
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
        try queue.close()
        let content = try Data(contentsOf: URL(filePath: path))
        for opening in [SQLiteStore.open(path:), SQLiteStore.openExisting(path:)] {
            #expect(throws: StoreFailure.foreignDatabase(location: path)) { try opening(path) }
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == content)
    }

    @Test("the first start goes on where a power cut ended it", arguments: HalfMade.allCases)
    func halfMade(_ state: HalfMade) throws {
        let path = directory.path("db")
        try state.lay(at: path)
        try SQLiteStore.open(path: path).close()
        try SQLiteStore.openExisting(path: path).close()
    }

    @Test("what the database says during a call becomes a sentence without SQL")
    func faultsInCalls() async throws {
        let store = try SQLiteStore.open(path: directory.path("db"))
        try await store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1") }
        let secret = RegionSecrets(["k": Data(repeating: 7, count: 100_000)])
        await #expect(throws: StoreFailure.diskFull(location: store.location)) {
            _ = try await store.establishRegionSecrets(secret)
        }
        try await store.database.writeWithoutTransaction {
            try $0.execute(sql: "ALTER TABLE school RENAME TO gone")
        }
        let failure = await #expect(throws: StoreFailure.self) {
            _ = try await store.computers(Query(asOf: Date()), scope: .everything)
        }
        #expect(failure?.description.contains("SELECT") == false)
    }

    @Test("what one process wrote the next one reads")
    func reopens() async throws {
        let path = directory.path("db")
        let first = try SQLiteStore.open(path: path)
        _ = try await first.establishRegionSecrets(RegionSecrets(["k": Data([7])]))
        try first.close()
        let second = try SQLiteStore.open(path: path)
        #expect(try await second.establishRegionSecrets(RegionSecrets()).values == ["k": Data([7])])
    }

    @Test("a database of a newer release is refused and left as it is")
    func newer() throws {
        let path = directory.path("db")
        let queue = try DatabaseQueue(path: path)
        var future = SQLiteStore.migrator
        future.registerMigration("9999 from the future") { try $0.execute(sql: "CREATE TABLE future (x)") }
        try future.migrate(queue)
        try queue.close()
        #expect(throws: StoreFailure.newerDatabase(location: path, step: "9999 from the future")) {
            try SQLiteStore.open(path: path)
        }
        let kept = try DatabaseQueue(path: path).read { try $0.tableExists("future") }
        #expect(kept)
    }

    @Test("a path that cannot be opened is named", arguments: ["missing/db", "."])
    func cannotOpen(_ name: String) throws {
        let path = directory.path(name)
        let failure = #expect(throws: StoreFailure.self) { try SQLiteStore.open(path: path) }
        #expect(failure?.description.contains(path) == true)
    }

    @Test("a file that is no database is refused and left as it is")
    func garbage() throws {
        let path = directory.path("db")
        let content = Data(repeating: 0x41, count: 8_192)
        try content.write(to: URL(filePath: path))
        let failure = #expect(throws: StoreFailure.self) { try SQLiteStore.open(path: path) }
        #expect(failure?.description.contains(path) == true)
        #expect(try Data(contentsOf: URL(filePath: path)) == content)
    }

    @Test("migrations are only ever added to")
    func migrationNames() {
        #expect(
            Migrations.steps.map(\.name)
                == [
                    "0001 registry", "0002 agents", "0003 reports", "0004 facts", "0005 identity", "0006 agent states",
                    "0007 line truth", "0008 leases", "0009 slots", "0010 nonces", "0011 lease kinds",
                    "0012 silent lines", "0013 lines apart", "0014 trust statements", "0015 settings", "0016 approvals",
                    "0017 bundles", "0018 device tables", "0019 reading", "0020 backups",
                    "0021 intake bounds", "0022 enrolment revocations", "0023 ended streams",
                    "0024 registry history", "0025 assets", "0026 presence", "0027 line figures", "0028 programmes",
                    "0029 line test details", "0030 school extras", "0031 school search", "0032 packed days",
                    "0034 norms", "0035 fiber nodes and plans", "0036 school's voice", "0037 planned purchases",
                    "0039 asset homes", "0040 programme figures", "0033 school counts",
                    "0041 sensitive programmes", "0038 guesses", "0042 heartbeat", "0043 hub", "0044 forwarding",
                    "0045 past line tests", "0048 computer devices", "0046 erasing", "0047 erased devices",
                    "0049 erased people", "0050 past figures", "0051 due envelopes",
                ])
    }
}
