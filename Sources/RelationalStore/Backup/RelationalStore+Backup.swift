public import Foundation
internal import Relational
public import Reports
public import Store

extension RelationalStore {
    @concurrent
    public func backUp(
        to path: String, key: SealingPublicKey, region: VerifyingKey, at time: Date
    ) async throws -> BackupNote {
        guard let backups else { throw BackupFailure.notAFile(location: location) }
        let bytes = try await backups.makeBackup(to: path, key: key, region: region, at: time)
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
}
