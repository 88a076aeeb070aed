public import Foundation
internal import Relational
public import Store

extension RelationalStore {
    public func record(_ entry: AuditEntry) async throws {
        try await write { db in try Self.enter(entry, in: db) }
    }

    public func noting(_ entry: AuditEntry, adding: (@Sendable (any Sendable) -> String?)?) -> any Store {
        RelationalStore(
            database: database, notice: notice, backups: backups, note: WriteNote(entry: entry, adding: adding))
    }

    static func enter(_ entry: AuditEntry, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO audit (at, who, action, object, detail) VALUES (?, ?, ?, ?, ?)",
            arguments: [entry.at.seconds, entry.who, entry.action.rawValue, entry.object, entry.detail])
    }

    /// Committed, and not waited for until it is on the disk: a reader waits for no disk. A power cut may take the last counts, a
    /// crash of the program takes none.
    public func recordRead(by token: ReaderToken, of path: String, rows: Int, at time: Date) async throws {
        // A task of its own: whoever hangs up must not keep the connection from waiting for its disk again.
        let counting = Task {
            try await database.writeSoon { db in try Self.count(token, path, rows, at: time.seconds, in: db) }
        }
        do { try await counting.value } catch { throw Self.explained(error, location: location) }
    }

    private static func count(_ token: ReaderToken, _ path: String, _ rows: Int, at time: Int, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO reading_day (token_id, day, path, reads, rows, last_at) VALUES (?, ?, ?, 1, ?, ?)
                ON CONFLICT (token_id, day, path) DO UPDATE SET
                    reads = reading_day.reads + 1, rows = reading_day.rows + excluded.rows,
                    last_at = max(reading_day.last_at, excluded.last_at)
                """
        ).execute(arguments: [token.id, time / 86_400, path, rows, time])
        try db.cachedStatement(
            sql: "UPDATE reader_token SET last_used = max(coalesce(last_used, 0), ?) WHERE id = ?"
        ).execute(arguments: [time, token.id])
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
                arguments: [since?.seconds ?? 0, AuditAction.read.rawValue, limit ?? .max]
            ).map { row in
                AuditEntry(
                    at: row.date("at"), who: row["who"], action: try row.value(AuditAction.self, "action"),
                    object: row["object"], detail: row["detail"])
            }
        }
    }
}
