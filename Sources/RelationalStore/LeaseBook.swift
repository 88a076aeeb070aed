internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// The leases of one school's lines, within one transaction.
struct LeaseBook {
    let db: Database
    let school: String
    let now: Date

    /// Frees the lines of leases that ran out, their grace included.
    func expire(_ lines: [String], rules: LeaseRules) throws {
        try db.execute(
            sql: LeaseSQL.expire(lines: lines.count),
            arguments: [school] + StatementArguments(lines) + [now.seconds - rules.graceSeconds])
    }

    /// - Parameter lines: `line` and those that may be the same to the provider: what a test takes and keeps busy is theirs.
    func state(
        of line: String, among lines: [String], for agent: AgentID, slot: String?, neighbours: [LineState.Neighbour]
    ) throws -> LineState {
        let all = [school] + StatementArguments(lines)
        let measured = try Bool.fetchOne(db, sql: LeaseSQL.slotMeasured, arguments: [school, line, slot])
        let granted = try Int.fetchOne(db, sql: LeaseSQL.granted, arguments: [school, line])
        let grantedBefore = try Int.fetchOne(db, sql: LeaseSQL.grantedBefore, arguments: [school, line])
        let grantedToAgent = try Int.fetchOne(
            db, sql: LeaseSQL.grantedToAgent, arguments: [agent.text, now.seconds - 86_400])
        let grantedWithMLab = try Int.fetchOne(
            db, sql: LeaseSQL.grantedWithMLab(lines: lines.count), arguments: all + [now.seconds - 86_400])
        let used = try Int.fetchOne(
            db, sql: LeaseSQL.bytesUsed(lines: lines.count), arguments: all + [LeaseRules.monthStart(now).seconds])
        let answered = try Int.fetchOne(db, sql: LeaseSQL.lanAnswered(lines: lines.count), arguments: all)
        let answeredBefore = try Int.fetchOne(
            db, sql: LeaseSQL.lanAnsweredBefore(lines: lines.count), arguments: all)
        let held = try Row.fetchOne(
            db, sql: LeaseSQL.held(lines: lines.count), arguments: all + [agent.text]
        ).map(Self.lease)
        return LineState(
            held: held, slotMeasured: slot != nil && measured == true, granted: (granted ?? 0) + (grantedBefore ?? 0),
            grantedToAgent: grantedToAgent ?? 0, grantedWithMLab: grantedWithMLab ?? 0, bytesUsed: used ?? 0,
            neighbours: neighbours,
            lanAnsweredAt: [answered, answeredBefore].compactMap(\.self).max().map { Date(seconds: $0) })
    }

    /// The latest part of a lease that the agent tests or listens under, whether or not it is over.
    func lease(_ id: String, of agent: AgentID) throws -> HeldLease? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT * FROM lease WHERE id = ? AND school_id = ? AND (agent_id = ? OR peer_agent = ?)
                ORDER BY part DESC LIMIT 1
                """,
            arguments: [id, school, agent.text, agent.text])
        return try row.map(Self.lease)
    }

    func isHeld(_ lease: HeldLease) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT held FROM lease WHERE id = ? AND part = ?", arguments: [lease.id, lease.part]) ?? false
    }

    func enter(_ lease: HeldLease) throws {
        try db.execute(
            sql: """
                INSERT INTO lease
                    (id, part, school_id, line, agent_id, slot, medium, granted_at, expires_at, held, full, allowance,
                     latency_only, mlab, peer_token)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)
                """,
            arguments: [
                lease.id, lease.part, school, lease.line, lease.agent.text, lease.slot, lease.medium?.rawValue,
                lease.grantedAt.seconds, lease.expiresAt.seconds, lease.full, lease.byteAllowance, lease.latencyOnly,
                lease.mlab, lease.peer?.token,
            ])
    }

    func assignListener(_ agent: AgentID, medium: LineLink.Medium?, to lease: HeldLease) throws {
        try db.execute(
            sql: "UPDATE lease SET peer_agent = ?, peer_medium = ? WHERE id = ? AND part = ?",
            arguments: [agent.text, medium?.rawValue, lease.id, lease.part])
    }

    func listenerIsOpen(at server: String, under lease: HeldLease) throws {
        try db.execute(
            sql: "UPDATE lease SET peer_server = ? WHERE id = ? AND part = ?",
            arguments: [server, lease.id, lease.part])
    }

    /// The listener gave up: another may listen while the lease runs, and nothing is handed over to the one that left.
    /// - Returns: false when the agent does not listen under the lease's first part, or that part is over.
    func dismissListener(_ agent: AgentID, from id: String) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE lease SET peer_agent = NULL, peer_medium = NULL, peer_server = NULL, peer_told_at = NULL
                WHERE id = ? AND school_id = ? AND part = 1 AND peer_agent = ? AND held = 1
                """,
            arguments: [id, school, agent.text])
        return db.changesCount == 1
    }

    func peerWasTold(under lease: HeldLease) throws {
        try db.execute(
            sql: "UPDATE lease SET peer_told_at = coalesce(peer_told_at, ?) WHERE id = ? AND part = ?",
            arguments: [now.seconds, lease.id, lease.part])
    }

    /// The part of the lease that the agent itself holds or held. The first release counts.
    /// - Parameter slack: how many bytes over its allowance a release is believed: no word empties the line's month.
    /// - Returns: false when there is none.
    func release(_ id: String, by agent: AgentID, bytes: Int?, test: String?, slack: Int) throws -> Bool {
        let part = try Int.fetchOne(
            db, sql: "SELECT part FROM lease WHERE id = ? AND school_id = ? AND agent_id = ?",
            arguments: [id, school, agent.text])
        guard let part else { return false }
        try db.execute(
            sql: """
                UPDATE lease SET held = 0, released_at = ?, bytes = min(?, allowance + ?), test_id = ?
                WHERE id = ? AND part = ? AND released_at IS NULL
                """,
            arguments: [now.seconds, bytes, slack, test, id, part])
        return true
    }

    private static func lease(_ row: Row) throws -> HeldLease {
        let token: String? = row["peer_token"]
        let peer = try token.map { token in
            HeldLease.Peer(
                token: token, agent: try row.agentIfPresent("peer_agent"),
                medium: try row.mediumIfPresent("peer_medium"), server: row["peer_server"],
                isTold: (row["peer_told_at"] as Int?) != nil)
        }
        return HeldLease(
            id: row["id"], part: row["part"], line: row["line"], agent: try row.agent("agent_id"), slot: row["slot"],
            medium: try row.mediumIfPresent("medium"), grantedAt: row.date("granted_at"),
            expiresAt: row.date("expires_at"), full: row["full"], byteAllowance: row["allowance"],
            latencyOnly: row["latency_only"], mlab: row["mlab"], peer: peer)
    }
}
