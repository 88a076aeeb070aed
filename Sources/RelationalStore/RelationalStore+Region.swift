internal import Foundation
internal import Relational
public import Store

extension RelationalStore {
    public func regionState() async throws -> RegionState {
        try await read { try Self.regionState(in: $0) }
    }

    public func changeRegion(_ change: RegionChange) async throws -> Bool {
        try await write { db in
            let version = try Int.fetchOne(db, sql: "SELECT max(version) FROM trust_statement") ?? 0
            let next = change.statement?.version ?? version + 1
            guard version == change.after, next == version + 1 || change.leaps && next > version else { return false }
            for (name, value) in change.secrets.values.sorted(by: { $0.key < $1.key }) {
                try db.execute(
                    sql: """
                        INSERT INTO region_secret (name, value) VALUES (?, ?)
                        ON CONFLICT (name) DO UPDATE SET value = excluded.value
                        """,
                    arguments: [name, value])
            }
            if let statement = change.statement {
                try db.execute(
                    sql: "INSERT INTO trust_statement (version, issued_at, statement) VALUES (?, ?, ?)",
                    arguments: [statement.version, statement.issuedAt.seconds, statement.text])
            }
            return true
        }
    }

    private static func regionState(in db: Database) throws -> RegionState {
        var secrets = RegionSecrets()
        for row in try Row.fetchAll(db, sql: "SELECT name, value FROM region_secret") {
            let value: Data = row["value"]
            secrets[row["name"]] = value
        }
        let statements = try Row.fetchAll(
            db, sql: "SELECT version, issued_at, statement FROM trust_statement ORDER BY version")
        return RegionState(
            secrets: secrets,
            statements: statements.map {
                TrustStatement(version: $0["version"], issuedAt: $0.date("issued_at"), text: $0["statement"])
            })
    }
}
