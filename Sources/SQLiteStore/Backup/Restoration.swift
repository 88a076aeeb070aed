internal import Foundation
internal import GRDB
internal import Glibc
internal import Relational
public import RelationalStore
public import Reports
public import Store

/// Brings a backup back as a database: unpacked and checked beside its place, and put there when all of it is good.
///
/// Between `unpack` and `place` the region's part is done (`RegionIdentity.restored`). What comes to nothing leaves nothing.
public final class Restoration {
    private let backup: BackupFile
    private let target: String
    private let isReplacing: Bool
    private let file: WorkingFile

    /// - Parameters:
    ///   - backup: what `backUp` wrote.
    ///   - database: the path of the database to be.
    ///   - replacing: whether one that is there is moved aside.
    /// - Throws: `BackupFailure.exists`, `.inUse`, and what keeps a file from being written beside it.
    public init(of backup: BackupFile, to database: String, replacing: Bool) throws {
        self.backup = backup
        target = database
        isReplacing = replacing
        try Self.look(at: database, replacing: replacing)
        file = try WorkingFile(path: database + ".restoring")
    }

    /// Unpacks the backup and looks through every page of the database.
    /// - Returns: the database, brought up to date with this release, under a name of its own.
    /// - Throws: `BackupFailure`, `StoreFailure.newerDatabase`.
    @concurrent
    public func unpack(with key: SealingKey) async throws -> (store: RelationalStore, manifest: BackupManifest) {
        var reader = BackupReader(key: key)
        let backup = backup.path
        do {
            while let piece = try self.backup.handle.read(upToCount: SealedFormat.chunkBytes), !piece.isEmpty {
                try file.write(reader.read(piece))
            }
            try reader.finish()
        } catch let fault as BackupFault {
            throw BackupFailure.bad(path: backup, fault)
        } catch let error as CocoaError {
            throw BackupFailure.cannotRead(path: backup, reason: WorkingFile.reason(error))
        }
        guard let manifest = reader.manifest else { throw BackupFailure.bad(path: backup, .badContent) }
        do {
            let store = try SQLiteStore.open(path: file.path)
            try await store.requireSoundness()
            return (store, manifest)
        } catch StoreFailure.damaged {
            throw BackupFailure.unsound(path: backup, reason: "SQLite's integrity check fails")
        } catch StoreFailure.foreignDatabase {
            throw BackupFailure.unsound(path: backup, reason: "it is another program's")
        }
    }

    /// Takes over from the database that is there who was revoked since the backup, and which codes are used up or were taken
    /// back: a restore must let nobody in again.
    /// - Returns: what was new; nil where no database is there, or none that can be read.
    @concurrent
    public func carryDecisions(into store: RelationalStore) async throws -> CarriedDecisions? {
        guard access(target, F_OK) == 0, let decisions = try? FormerDatabase(path: target).decisions() else {
            return nil
        }
        return try await store.take(decisions)
    }

    /// Closes the database and puts it in its place.
    ///
    /// Whatever happens in between, a whole database lies under the name: the former one with all that its log held, then the
    /// new one.
    /// - Parameter name: what the one that was there is called from now on, after its own name.
    /// - Returns: where the one that was there lies now; nil where there was none.
    /// - Throws: `BackupFailure`.
    public func place(_ store: RelationalStore, aside name: String) throws -> String? {
        try store.closeIntoOneFile()
        try Self.look(at: target, replacing: isReplacing)
        let aside = try keepAside(under: name)
        try file.place(at: target, replacing: aside != nil)
        return aside
    }

    /// Gives the database that is there a second name, and leaves it under its own as one file without a log: beside another
    /// database a log would be played into that.
    ///
    /// One that is damaged may not take its log in. Then the log goes with the second name, before it goes from the first.
    func keepAside(under name: String) throws -> String? {
        guard access(target, F_OK) == 0 else { return nil }
        let aside = target + name
        let isWhole = FormerDatabase(path: target).takeLogIn()
        guard link(target, aside) == 0 else { throw WorkingFile.failure(aside) }
        if !isWhole {
            for companion in WorkingFile.companions {
                guard link(target + companion, aside + companion) == 0 || errno == ENOENT else {
                    throw WorkingFile.failure(aside + companion)
                }
            }
        }
        try WorkingFile.syncFolder(of: target)
        for companion in WorkingFile.companions { unlink(target + companion) }
        return aside
    }

    private static func look(at database: String, replacing: Bool) throws {
        for name in [""] + WorkingFile.companions where access(database + name, F_OK) == 0 {
            guard replacing else { throw BackupFailure.exists(path: database + name) }
        }
        if let process = DatabaseFile(path: database).holder {
            throw BackupFailure.inUse(path: database, process: process)
        }
    }
}

extension RelationalStore {
    /// Takes the log into the file and closes it; what is left beside the file is of no use.
    /// - Throws: `StoreFailure`, `.busy` while somebody reads.
    func closeIntoOneFile() throws {
        guard let database = database as? SQLiteDatabase else { throw BackupFailure.notAFile(location: location) }
        try SQLiteStore.explaining(location: location) {
            let isBusy = try database.writer.writeWithoutTransaction { db in
                try Bool.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? true
            }
            guard !isBusy else { throw StoreFailure.busy(location: location) }
            try database.close()
        }
        for companion in WorkingFile.companions { unlink(location + companion) }
    }

    /// - Throws: `StoreFailure.damaged`.
    func requireSoundness() async throws {
        let location = location
        try await database.read { db in
            guard try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") == "ok",
                try Relational.Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil
            else { throw StoreFailure.damaged(location: location) }
        }
    }
}

extension DatabaseFile {
    /// A process that has the database open, by the lock that each of its connections holds on a database in WAL mode
    /// (https://www.sqlite.org/walformat.html, section 2.3); nil where there is none, or it is this one.
    var holder: Int? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var lock = Glibc.flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        guard fcntl(descriptor, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK) else { return nil }
        return Int(lock.l_pid)
    }
}
