internal import Foundation
public import Relational
internal import Reports
public import Store

/// What was decided in the database that a restored one takes the place of, and must hold in that one too.
public struct FormerDecisions: Sendable {
    var agents: [(id: AgentID, at: Date)] = []
    var returned: [ReturnedAgent] = []
    var tokens: [(hash: Data, at: Date)] = []
    var codes: [(secretHash: Data, usesLeft: Int, revokedAt: Date?)] = []
    var erasedSchools: [String] = []
    var erasedDevices: [(mark: String, at: Int)] = []

    /// Of a database of whichever release.
    /// - Throws: the database's error where it cannot be read.
    public init(in db: Database) throws {
        if try db.tableExists("revocation") {
            agents = try Row.fetchAll(db, sql: "SELECT agent_id, revoked_at FROM revocation").map { row in
                (try row.agent("agent_id"), row.date("revoked_at"))
            }
        }
        returned = try ReturnedAgent.all(in: db)
        if try db.tableExists("reader_token") {
            tokens = try Row.fetchAll(
                db, sql: "SELECT hash, revoked_at FROM reader_token WHERE revoked_at IS NOT NULL"
            ).map { ($0["hash"], $0.date("revoked_at")) }
        }
        if try db.tableExists("erasure") {
            erasedSchools = try String.fetchAll(
                db,
                sql: """
                    SELECT school_id FROM erasure AS e
                    WHERE NOT EXISTS (SELECT 1 FROM school AS s WHERE s.id = e.school_id AND e.ended_at IS NOT NULL)
                    ORDER BY school_id
                    """)
        }
        if try db.tableExists("erased_device") {
            erasedDevices = try Row.fetchAll(db, sql: "SELECT mark, at FROM erased_device").map {
                ($0["mark"], $0["at"])
            }
        }
        guard try db.tableExists("enrollment") else { return }
        // An earlier release took no code back, and has no column for it: then the row has none either.
        codes = try Row.fetchAll(db, sql: "SELECT * FROM enrollment").map {
            ($0["secret_hash"], $0["uses_left"], $0.dateIfPresent("revoked_at"))
        }
    }
}

extension RelationalStore {
    /// Makes another database's decisions this one's too, in one transaction.
    /// Has the former database's decisions hold here.
    /// - Returns: what was new.
    public func take(_ decisions: FormerDecisions) async throws -> CarriedDecisions {
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
                        WHERE secret_hash = ?3 AND (uses_left > ?1 OR (revoked_at IS NULL AND CAST(?2 AS INTEGER) IS NOT NULL))
                        """, arguments: [usesLeft, revokedAt?.seconds, secretHash])
                carried.codes += db.changesCount
            }
            for (mark, time) in decisions.erasedDevices {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO erased_device (mark, at) VALUES (?, ?)", arguments: [mark, time])
            }
            carried.erased = try decisions.erasedSchools.filter {
                try SchoolHistory(db: db).schoolIfKnown($0) != nil
            }
            return carried
        }
    }
}
