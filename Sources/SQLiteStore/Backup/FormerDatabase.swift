internal import Foundation
internal import GRDB
internal import Glibc
internal import Relational
internal import RelationalStore
internal import Store

/// The database that a restored one takes the place of: perhaps of an earlier release, perhaps damaged, opened by nobody else.
struct FormerDatabase {
    let path: String

    /// Brings what the log holds into the file, and closes it: then the file alone is the whole database.
    /// - Returns: false where that cannot be, because it is damaged.
    func takeLogIn() -> Bool {
        do {
            let queue = try open()
            let isBusy = try queue.writeWithoutTransaction { db in
                try Bool.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? true
            }
            try queue.close()
            return !isBusy
        } catch {
            return false
        }
    }

    /// - Throws: the database's error where it cannot be read.
    func decisions() throws -> FormerDecisions {
        let queue = try open()
        defer { try? queue.close() }
        return try queue.read { db in try FormerDecisions(in: Relational.Database(db)) }
    }

    /// By the file's header (https://www.sqlite.org/fileformat.html, section 1.3). SQLite deletes the log beside a file that
    /// does not say so, which a damaged one may not, and what it holds might still be wanted.
    private var isInWALMode: Bool {
        guard let handle = FileHandle(forReadingAtPath: path), let header = try? handle.read(upToCount: 20) else {
            return false
        }
        return header.starts(with: Data("SQLite format 3\0".utf8)) && header.dropFirst(18) == Data([2, 2])
    }

    /// Without WAL being turned on or tables being added: it is looked at as it stands.
    private func open() throws -> DatabaseQueue {
        guard isInWALMode || access(path + "-wal", F_OK) != 0 else { throw StoreFailure.damaged(location: path) }
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
