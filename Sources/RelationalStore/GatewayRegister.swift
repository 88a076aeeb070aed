internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// A school's lines and the gateways before them, within one transaction.
struct GatewayRegister {
    /// Told to agents and read for a decision; far more than a school ever has.
    static let limit = 64
    /// For how many days an agent's word that it stands elsewhere, and its place behind a line, count.
    static let memoryDays = Query.liveDays

    let db: Database
    let school: String

    /// Finds where the agent stands, and keeps what that says of the school's gateways.
    func find(_ request: LeaseRequest, at now: Date, rules: LeaseRules) throws -> GatewayFinding {
        if request.elsewhere == true {
            try db.execute(
                sql: "UPDATE line_neighbour SET away = 1 WHERE school_id = ? AND agent_id = ?",
                arguments: [school, request.agent.text])
            if request.inLessons == true {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO line_elsewhere (school_id, agent_id, day) VALUES (?, ?, ?)",
                    arguments: [school, request.agent.text, now.seconds / 86_400])
            }
        }
        let finding = GatewayDesk(rules: rules).find(request, in: try state(for: request.agent, at: now))
        switch finding {
        case .line(let line): try heard(request, behind: line, at: now)
        case .confirm(let line, let origin):
            try confirm(request, line: line, by: origin, at: now)
            try heard(request, behind: line, at: now)
        case .named:
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO gateway_named (school_id, agent_id, gateway, named_at) VALUES (?, ?, ?, ?)
                    """,
                arguments: [school, request.agent.text, request.gateway, now.seconds])
        case .elsewhere: break
        }
        return finding
    }

    func hashes() throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT gateway FROM line_gateway WHERE school_id = ? ORDER BY heard_at DESC, gateway LIMIT ?",
            arguments: [school, Self.limit]
        ).sorted()
    }

    /// Other live agents of the school, last heard behind one of `lines`.
    func neighbours(of agent: AgentID, behind lines: [String], at now: Date) throws -> [LineState.Neighbour] {
        try Row.fetchAll(
            db, sql: LeaseSQL.neighbours(lines: lines.count),
            arguments: [school] + StatementArguments(lines) + [agent.text, memoryStart(now)]
        ).map { row in
            LineState.Neighbour(
                agent: try row.agent("agent_id"), medium: try row.mediumIfPresent("medium"),
                mayListen: row["may_listen"])
        }
    }

    func open(_ opening: GatewayOpening) throws {
        let lines = try lines()
        if let line = opening.line, !lines.contains(line) {
            throw StoreFailure.unknownLine(school: school, line: line)
        }
        if opening.line == nil, lines.count > 1 { throw StoreFailure.lineNotNamed(school: school, lines: lines) }
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO gateway_opening (school_id, opened_at, until, line, opened_by)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [school, opening.openedAt.seconds, opening.until.seconds, opening.line, opening.openedBy])
    }

    // MARK: State

    private func memoryStart(_ now: Date) -> Int { Self.memoryStart(now) }

    private static func memoryStart(_ now: Date) -> Int { now.seconds - memoryDays * 86_400 }

    private func lines() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT id FROM line WHERE school_id = ? ORDER BY id", arguments: [school])
    }

    private func state(for agent: AgentID, at now: Date) throws -> SchoolGateways {
        let confirmed = try Row.fetchAll(
            db,
            sql: "SELECT gateway, line, heard_at FROM line_gateway WHERE school_id = ? ORDER BY heard_at DESC LIMIT ?",
            arguments: [school, Self.limit]
        ).map { ConfirmedGateway(hash: $0["gateway"], line: $0["line"], heardAt: $0.date("heard_at")) }
        return SchoolGateways(
            confirmed: confirmed, lines: try lines(), agentConfirmed: try hasConfirmed(agent),
            daysElsewhere: try daysElsewhere(at: now), named: try named(at: now),
            lastLine: try lastLines(), liveAgents: try liveAgents(at: now), opening: try opening(at: now))
    }

    /// A computer that was moved or enrolled again speaks for where it was enrolled last.
    private func hasConfirmed(_ agent: AgentID) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM line_gateway AS g
                    JOIN assignment AS p ON p.agent_id = g.agent_id AND p.valid_to IS NULL
                    WHERE g.school_id = ? AND g.agent_id = ? AND g.confirmed_by = ? AND g.confirmed_at >= p.valid_from)
                """,
            arguments: [school, agent.text, ConfirmedGateway.Origin.enrollment.rawValue]) ?? false
    }

    private func daysElsewhere(at now: Date) throws -> [AgentID: Int] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT e.agent_id, count(*) AS days FROM line_elsewhere AS e
                JOIN agent AS a ON a.id = e.agent_id AND \(Counted.isEnrolled)
                WHERE e.school_id = ? AND e.day >= ? GROUP BY e.agent_id
                """,
            arguments: [school, memoryStart(now) / 86_400])
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.agent("agent_id"), $0["days"]) })
    }

    private func named(at now: Date) throws -> [AgentID: String] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT n.agent_id, n.gateway FROM gateway_named AS n
                JOIN agent AS a ON a.id = n.agent_id AND \(Counted.isEnrolled)
                WHERE n.school_id = ? AND n.named_at >= ?
                """,
            arguments: [school, memoryStart(now)])
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.agent("agent_id"), $0["gateway"]) })
    }

    private func lastLines() throws -> [AgentID: String] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT agent_id, line FROM line_neighbour WHERE school_id = ?", arguments: [school])
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.agent("agent_id"), $0["line"]) })
    }

    private func liveAgents(at now: Date) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM assignment AS p JOIN agent AS a ON a.id = p.agent_id AND \(Counted.isComputer)
                WHERE p.school_id = ? AND p.valid_to IS NULL AND coalesce(a.last_seen, a.enrolled_at) >= ?
                """,
            arguments: [school, memoryStart(now)]) ?? 0
    }

    private func opening(at now: Date) throws -> SchoolGateways.Opening? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT line FROM gateway_opening WHERE school_id = ? AND used_at IS NULL AND until > ?
                ORDER BY opened_at DESC LIMIT 1
                """,
            arguments: [school, now.seconds]
        ).map { SchoolGateways.Opening(line: $0["line"]) }
    }

    // MARK: Changes

    /// What agents told of places that were not confirmed goes by its time in all schools: one whose agents have fallen
    /// silent keeps no hashes of other networks.
    static func forget(in db: Database, at now: Date) throws {
        try db.execute(sql: LeaseSQL.forgetElsewhere, arguments: [memoryStart(now) / 86_400])
        try db.execute(sql: LeaseSQL.forgetNamed, arguments: [memoryStart(now)])
    }

    private func confirm(
        _ request: LeaseRequest, line: String, by origin: ConfirmedGateway.Origin, at now: Date
    ) throws {
        try db.execute(sql: "INSERT OR IGNORE INTO line (school_id, id) VALUES (?, ?)", arguments: [school, line])
        var openedBy: String?
        if origin == .operator {
            openedBy = try String.fetchOne(
                db,
                sql: """
                    SELECT opened_by FROM gateway_opening WHERE school_id = ? AND used_at IS NULL AND until > ?
                    ORDER BY opened_at DESC LIMIT 1
                    """,
                arguments: [school, now.seconds])
            try db.execute(
                sql: "UPDATE gateway_opening SET used_at = ? WHERE school_id = ? AND used_at IS NULL",
                arguments: [now.seconds, school])
        }
        try db.execute(
            sql: """
                INSERT INTO line_gateway
                    (school_id, gateway, line, confirmed_by, agent_id, confirmed_at, opened_by, heard_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                school, request.gateway, line, origin.rawValue, request.agent.text, now.seconds, openedBy, now.seconds,
            ])
    }

    /// One agent behind a confirmed gateway proves that its line's router stands: what it and others of that line said of
    /// elsewhere is forgotten. Of the school's other lines it proves nothing. Naming that an operator opened goes on.
    private func heard(_ request: LeaseRequest, behind line: String, at now: Date) throws {
        try db.execute(
            sql: "UPDATE line_gateway SET heard_at = max(heard_at, ?) WHERE school_id = ? AND gateway = ?",
            arguments: [now.seconds, school, request.gateway])
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO line_neighbour (school_id, agent_id, line, heard_at, medium, may_listen)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                school, request.agent.text, line, now.seconds, request.medium?.rawValue, request.mayListen == true,
            ])
        try db.execute(sql: LeaseSQL.forgetElsewhere(of: "line_elsewhere"), arguments: [school, line, school])
        guard try opening(at: now) == nil else { return }
        try db.execute(sql: LeaseSQL.forgetElsewhere(of: "gateway_named"), arguments: [school, line, school])
    }
}

extension Row {
    func mediumIfPresent(_ column: String) throws -> LineLink.Medium? {
        let text: String? = self[column]
        return try text.map { _ in try value(LineLink.Medium.self, column) }
    }
}
