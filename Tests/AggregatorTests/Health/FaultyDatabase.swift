import Foundation
import Glibc
import Relational
import RelationalStore
import SQLiteStore
import Testing

/// One database and its fault.
final class FaultyDatabase {
    let fault: StoreFault
    let store: RelationalStore
    private let disk: FaultyDisk
    private var path: String { disk.path("region.sqlite") }
    private var other: RelationalStore?
    private var holder: LockHolder?

    init(_ fault: StoreFault) throws {
        self.fault = fault
        disk = try FaultyDisk(fault == .fullDisk ? .small : .none)
        store = try SQLiteStore.open(path: disk.path("region.sqlite"))
    }

    func begin() async throws {
        switch fault {
        case .noMorePages:
            // Less than there are: SQLite takes as many as there are.
            try await pragma("max_page_count = 1")
        case .fullDisk: try disk.fill()
        case .readOnly: try await pragma("query_only = 1")
        case .locked:
            // Without the wait of ten seconds.
            try await pragma("busy_timeout = 0")
            holder = try LockHolder(of: path)
        case .moved: try #require(rename(path, path + ".away") == 0)
        case .newerSchema:
            other = try SQLiteStore.openExisting(path: path)
            try await other?.database.write { db in
                try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999 from the future')")
            }
        }
    }

    func end() async throws {
        switch fault {
        case .noMorePages: try await pragma("max_page_count = 1000000")
        case .fullDisk: try disk.empty()
        case .readOnly: try await pragma("query_only = 0")
        case .locked: try holder?.release()
        case .moved: try #require(rename(path + ".away", path) == 0)
        case .newerSchema:
            // As the newer release took its step back.
            try await other?.database.write { db in
                try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier LIKE '9999%'")
            }
        }
    }

    func close() throws {
        try other?.close()
        try store.close()
        try disk.remove()
    }

    /// On the connection that writes; a pragma answers, and its answer is read.
    private func pragma(_ text: String) async throws {
        _ = try await store.database.writeWithoutTransaction { db in
            try Row.fetchAll(db, sql: "PRAGMA \(text)").count
        }
    }
}
