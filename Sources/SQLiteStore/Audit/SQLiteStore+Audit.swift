public import Foundation
internal import GRDB
public import Store

extension SQLiteStore {
    public func record(_ entry: AuditEntry) async throws {
        try await write { db in try Self.enter(entry, in: db) }
    }

    public func noting(_ entry: AuditEntry, adding: (@Sendable (any Sendable) -> String?)?) -> any Store {
        SQLiteStore(
            database: database, location: location, notice: notice, note: WriteNote(entry: entry, adding: adding))
    }

    static func enter(_ entry: AuditEntry, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO audit (at, who, action, object, detail) VALUES (?, ?, ?, ?, ?)",
            arguments: [entry.at.seconds, entry.who, entry.action.rawValue, entry.object, entry.detail])
    }

    public func recordRead(by token: ReaderToken, of path: String, rows: Int, at time: Date) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO reading_day (token_id, day, path, reads, rows, last_at) VALUES (?, ?, ?, 1, ?, ?)
                    ON CONFLICT (token_id, day, path) DO UPDATE SET
                        reads = reads + 1, rows = rows + excluded.rows, last_at = max(last_at, excluded.last_at)
                    """,
                arguments: [token.id, time.seconds / 86_400, path, rows, time.seconds])
            try db.execute(
                sql: "UPDATE reader_token SET last_used = max(coalesce(last_used, 0), ?) WHERE id = ?",
                arguments: [time.seconds, token.id])
        }
    }

    public func audit(since: Date?, limit: Int?) async throws -> [AuditEntry] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT at, who, action, object, detail, position FROM audit WHERE at >= ?1
                    UNION ALL
                    SELECT r.last_at, t.name, ?2, r.path, r.reads || ' reads, ' || r.rows || ' rows', 0
                    FROM reading_day AS r JOIN reader_token AS t ON t.id = r.token_id WHERE r.last_at >= ?1
                    ORDER BY at DESC, position DESC, who, object LIMIT ?3
                    """,
                arguments: [since?.seconds ?? 0, AuditAction.read.rawValue, limit ?? -1]
            ).map { row in
                AuditEntry(
                    at: row.date("at"), who: row["who"], action: try row.value(AuditAction.self, "action"),
                    object: row["object"], detail: row["detail"])
            }
        }
    }
}
