import Foundation
import GRDB
import Store
import Testing

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
        var future = Migrations.migrator
        future.registerMigration("9999 from the future") { try $0.execute(sql: "CREATE TABLE future (x)") }
        try future.migrate(queue)
        try queue.close()
        #expect(throws: StoreFailure.newerDatabase(location: path)) { try SQLiteStore.open(path: path) }
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
            Migrations.migrator.migrations
                == ["0001 registry", "0002 agents", "0003 reports", "0004 facts", "0005 identity"])
    }
}
