public import Foundation
internal import GRDB
public import Reports
public import Store

extension SQLiteStore {
    @concurrent
    public func backUp(
        to path: String, key: SealingPublicKey, region: VerifyingKey, at time: Date
    ) async throws -> BackupNote {
        guard database is DatabasePool else { throw BackupFailure.notAFile(location: location) }
        let target = try WorkingFile(path: path + ".partial")
        // Beside the database, where its keys lie in the clear anyway; never on the stick that the backup goes to.
        let copy = try WorkingFile(path: location + ".backup-copy")
        try self.copy(to: copy)
        let bytes = try Self.seal(
            copy, key: key,
            manifest: BackupManifest(
                createdAt: time, version: Version.text, region: region,
                databaseBytes: Int(copy.handle.seekToEnd())), to: target)
        try target.place(at: path, replacing: true)
        let note = BackupNote(takenAt: time, path: path, bytes: bytes, key: key.id)
        try await write { db in
            try db.execute(
                sql: "INSERT INTO backup (taken_at, path, bytes, key_id) VALUES (?, ?, ?, ?)",
                arguments: [note.takenAt.seconds, note.path, note.bytes, note.key])
        }
        return note
    }

    public func backupKey() async throws -> SealingPublicKey? {
        try await read { db in
            try Data.fetchOne(db, sql: "SELECT public_key FROM backup_key ORDER BY id DESC LIMIT 1")
        }.map { try SealingPublicKey(rawRepresentation: $0) }
    }

    public func setBackupKey(_ key: SealingPublicKey, at time: Date) async throws {
        try await write { db in
            try db.execute(
                sql: "INSERT INTO backup_key (public_key, since) VALUES (?, ?)",
                arguments: [key.rawRepresentation, time.seconds])
        }
    }

    public func lastBackup() async throws -> BackupNote? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM backup ORDER BY id DESC LIMIT 1").map { row in
                BackupNote(
                    takenAt: row.date("taken_at"), path: row["path"], bytes: row["bytes"], key: row["key_id"])
            }
        }
    }

    /// One read transaction: a writer beside it, in whichever process, neither waits nor shows.
    private func copy(to file: WorkingFile) throws {
        do {
            var configuration = Configuration()
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
            let queue = try DatabaseQueue(path: file.path, configuration: configuration)
            try database.backup(to: queue)
            try queue.writeWithoutTransaction { db in
                // One file, without companions that would have to travel too.
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                // A damaged database must not take a good backup's place.
                guard try String.fetchOne(db, sql: "PRAGMA quick_check(1)") == "ok" else {
                    throw StoreFailure.damaged(location: location)
                }
            }
            try queue.close()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            throw BackupFailure.cannotWrite(path: file.path, reason: "the disk is full")
        } catch {
            throw Self.explained(error, location: location)
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
