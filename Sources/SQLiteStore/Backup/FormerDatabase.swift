internal import Foundation
internal import GRDB
internal import Glibc
internal import Reports
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

    struct Decisions: Sendable {
        var agents: [(id: AgentID, at: Date)] = []
        var returned: [ReturnedAgent] = []
        var tokens: [(hash: Data, at: Date)] = []
        var codes: [(secretHash: Data, usesLeft: Int, revokedAt: Date?)] = []
    }

    /// - Throws: the database's error where it cannot be read.
    func decisions() throws -> Decisions {
        let queue = try open()
        defer { try? queue.close() }
        return try queue.read { db in
            var decisions = Decisions()
            if try db.tableExists("revocation") {
                decisions.agents = try Row.fetchAll(db, sql: "SELECT agent_id, revoked_at FROM revocation").map { row in
                    (try row.agent("agent_id"), row.date("revoked_at"))
                }
            }
            decisions.returned = try ReturnedAgent.all(in: db)
            if try db.tableExists("reader_token") {
                decisions.tokens = try Row.fetchAll(
                    db, sql: "SELECT hash, revoked_at FROM reader_token WHERE revoked_at IS NOT NULL"
                ).map { ($0["hash"], $0.date("revoked_at")) }
            }
            guard try db.tableExists("enrollment") else { return decisions }
            let revokedAt =
                try db.columns(in: "enrollment").contains { $0.name == "revoked_at" } ? "revoked_at" : "NULL"
            decisions.codes = try Row.fetchAll(
                db, sql: "SELECT secret_hash, uses_left, \(revokedAt) AS revoked_at FROM enrollment"
            ).map { ($0["secret_hash"], $0["uses_left"], $0.dateIfPresent("revoked_at")) }
            return decisions
        }
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

extension SQLiteStore {
    /// Makes another database's decisions this one's too, in one transaction.
    func take(_ decisions: FormerDatabase.Decisions) async throws -> CarriedDecisions {
        try await write { db in
            var carried = CarriedDecisions()
            let desk = EnrollmentDesk(db: db)
            for (agent, time) in decisions.agents {
                let before = db.totalChangesCount
                try desk.revoke(agent, at: time, evenUnknown: true)
                if db.totalChangesCount != before { carried.agents += 1 }
            }
            carried.returned = try decisions.returned.filter(desk.takeBack).map(\.id)
            for (hash, time) in decisions.tokens {
                try db.execute(
                    sql: "UPDATE reader_token SET revoked_at = ? WHERE hash = ? AND revoked_at IS NULL",
                    arguments: [time.seconds, hash])
                carried.tokens += db.changesCount
            }
            for (secretHash, usesLeft, revokedAt) in decisions.codes {
                try db.execute(
                    sql: """
                        UPDATE enrollment SET uses_left = min(uses_left, ?1), revoked_at = coalesce(revoked_at, ?2)
                        WHERE secret_hash = ?3 AND (uses_left > ?1 OR (revoked_at IS NULL AND ?2 IS NOT NULL))
                        """, arguments: [usesLeft, revokedAt?.seconds, secretHash])
                carried.codes += db.changesCount
            }
            return carried
        }
    }
}
