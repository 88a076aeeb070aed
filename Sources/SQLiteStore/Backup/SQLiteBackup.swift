internal import Foundation
internal import GRDB
internal import RelationalStore
internal import Reports
internal import Store

/// Makes backups of a database file beside its readers and writers.
struct SQLiteBackup: BackupMaker {
    private let database: SQLiteDatabase

    init(of database: SQLiteDatabase) {
        self.database = database
    }

    @concurrent
    func makeBackup(
        to path: String, key: SealingPublicKey, region: VerifyingKey, at time: Date
    ) async throws -> Int {
        let target = try WorkingFile(path: path + ".partial")
        // Beside the database, where its keys lie in the clear anyway; never on the stick that the backup goes to.
        let copy = try WorkingFile(path: database.location + ".backup-copy")
        try self.copy(to: copy)
        let bytes = try Self.seal(
            copy, key: key,
            manifest: BackupManifest(
                createdAt: time, version: Version.text, region: region,
                databaseBytes: Int(copy.handle.seekToEnd())), to: target)
        try target.place(at: path, replacing: true)
        return bytes
    }

    /// One read transaction: a writer beside it, in whichever process, neither waits nor shows.
    private func copy(to file: WorkingFile) throws {
        do {
            var configuration = Configuration()
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
            let queue = try DatabaseQueue(path: file.path, configuration: configuration)
            try database.writer.backup(to: queue)
            try queue.writeWithoutTransaction { db in
                // One file, without companions that would have to travel too.
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                // A damaged database must not take a good backup's place.
                guard try String.fetchOne(db, sql: "PRAGMA quick_check(1)") == "ok" else {
                    throw StoreFailure.damaged(location: database.location)
                }
            }
            try queue.close()
        } catch let error as GRDB.DatabaseError where error.resultCode == .SQLITE_FULL {
            throw BackupFailure.cannotWrite(path: file.path, reason: "the disk is full")
        } catch let error as GRDB.DatabaseError {
            throw RelationalStore.explained(error.told(location: database.location), location: database.location)
        } catch {
            throw RelationalStore.explained(error, location: database.location)
        }
    }

    /// - Returns: how many bytes were written.
    private static func seal(
        _ copy: WorkingFile, key: SealingPublicKey, manifest: BackupManifest, to target: WorkingFile
    ) throws -> Int {
        var writer = try BackupWriter(manifest, to: key)
        try copy.handle.seek(toOffset: 0)
        while let piece = try copy.handle.read(upToCount: BackupFormat.recordBytes), !piece.isEmpty {
            try target.write(writer.append(piece))
        }
        try target.write(writer.finish())
        return Int(try target.handle.offset())
    }
}
