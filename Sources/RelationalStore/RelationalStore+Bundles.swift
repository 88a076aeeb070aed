internal import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    public func note(_ bundle: BundleRecord, limitBytes: Int) async throws -> Bool {
        try await write { db in
            let kept = try Int.fetchOne(
                db, sql: "SELECT coalesce(sum(kept_bytes), 0) FROM bundle WHERE kept_bytes > 0 AND digest <> ?",
                arguments: [bundle.digest])
            let content = bundle.content.flatMap { (kept ?? 0) + $0.count <= limitBytes ? $0 : nil }
            try db.execute(
                sql: """
                    INSERT INTO bundle (digest, agent_id, received_at, outcome, kept_bytes, content)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (digest) DO UPDATE SET
                        received_at = excluded.received_at, outcome = excluded.outcome,
                        kept_bytes = excluded.kept_bytes, content = excluded.content
                    """,
                arguments: [
                    bundle.digest, bundle.agent.text, bundle.receivedAt.seconds, bundle.outcome.rawValue,
                    content?.count ?? 0, content,
                ])
            return content != nil
        }
    }

    public func keptBundles() async throws -> [BundleRecord] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM bundle WHERE kept_bytes > 0 ORDER BY rowid").map { row in
                BundleRecord(
                    digest: row["digest"], agent: try row.agent("agent_id"), receivedAt: row.date("received_at"),
                    outcome: try row.value(BundleOutcome.self, "outcome"), content: row["content"])
            }
        }
    }
}

extension Migrations {
    /// Bundles by the SHA-256 of their file. `content` is the file, sealed as it came, of those that were not taken:
    /// evidence where the agent was revoked, else until it is enrolled.
    static let bundles = """
        CREATE TABLE bundle (
            digest BLOB NOT NULL PRIMARY KEY,
            agent_id TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            kept_bytes INTEGER NOT NULL,
            content BLOB
        ) STRICT;
        CREATE INDEX bundle_agent ON bundle (agent_id);
        CREATE INDEX bundle_kept ON bundle (kept_bytes) WHERE kept_bytes > 0;
        """
}
