internal import Foundation
internal import GRDB
internal import Reports
internal import Store

/// Takes agents in, within one transaction.
struct EnrollmentDesk {
    let db: Database

    func agent(_ id: AgentID) throws -> RegisteredAgent? {
        let row = try db.cachedStatement(
            sql: """
                SELECT a.public_key, a.state, p.school_id, p.room FROM agent AS a
                JOIN assignment AS p ON p.agent_id = a.id AND p.valid_to IS NULL WHERE a.id = ?
                """)
        guard let row = try Row.fetchOne(row, arguments: [id.text]) else { return nil }
        return RegisteredAgent(
            id: id, publicKey: try VerifyingKey(rawRepresentation: row["public_key"]),
            state: try row.value(AgentState.self, "state"), school: row["school_id"], room: row["room"])
    }

    func redeem(_ attempt: EnrollmentAttempt) throws -> EnrollmentOutcome {
        let code = try Row.fetchOne(
            db, sql: "SELECT * FROM enrollment WHERE secret_hash = ?", arguments: [attempt.secretHash])
        guard let code else { return .unknownCode }
        let codeID: Int = code["id"]
        let known = try agent(attempt.agent)
        if known?.state == .revoked { return .revoked }
        if known != nil, try lastEnrollment(of: attempt.agent) == codeID {
            // The first answer may have been lost, or the technician corrects what was typed.
            try correctAssignment(attempt)
            return .alreadyEnrolled(try enrolled(attempt.agent))
        }
        guard code.date("expires_at") > attempt.time else { return .expired }
        let usesLeft: Int = code["uses_left"]
        guard usesLeft > 0 else { return .usedUp }
        try db.execute(sql: "UPDATE enrollment SET uses_left = uses_left - 1 WHERE id = ?", arguments: [codeID])
        try db.execute(
            sql: """
                INSERT INTO agent (id, public_key, state, version, enrollment_id, enrolled_at, cloned_from)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    enrollment_id = excluded.enrollment_id, version = excluded.version,
                    cloned_from = coalesce(cloned_from, excluded.cloned_from)
                """,
            arguments: [
                attempt.agent.text, attempt.publicKey.rawRepresentation, AgentState.enrolled.rawValue,
                attempt.agentVersion, codeID, attempt.time.seconds, attempt.clonedFrom?.text,
            ])
        if let source = attempt.clonedFrom { try BootLedger.settle(source, in: db) }
        try assign(attempt, school: code["school_id"], room: attempt.room ?? code["room"])
        return .accepted(try enrolled(attempt.agent))
    }

    private func enrolled(_ id: AgentID) throws -> RegisteredAgent {
        guard let agent = try agent(id) else { throw DatabaseError(message: "an agent just enrolled cannot be read") }
        return agent
    }

    private func lastEnrollment(of agent: AgentID) throws -> Int? {
        try Int.fetchOne(db, sql: "SELECT enrollment_id FROM agent WHERE id = ?", arguments: [agent.text])
    }

    private func correctAssignment(_ attempt: EnrollmentAttempt) throws {
        try db.execute(
            sql: """
                UPDATE assignment SET room = coalesce(?, room), label = coalesce(?, label)
                WHERE agent_id = ? AND valid_to IS NULL
                """,
            arguments: [attempt.room, attempt.label, attempt.agent.text])
    }

    /// Closes the current assignment and opens the next; two within one second stay in order.
    private func assign(_ attempt: EnrollmentAttempt, school: String, room: String?) throws {
        let previous = try Int.fetchOne(
            db, sql: "SELECT max(valid_from) FROM assignment WHERE agent_id = ?", arguments: [attempt.agent.text])
        let start = max(attempt.time.seconds, previous.map { $0 + 1 } ?? Int.min)
        try db.execute(
            sql: "UPDATE assignment SET valid_to = ? WHERE agent_id = ? AND valid_to IS NULL",
            arguments: [start, attempt.agent.text])
        try db.execute(
            sql: """
                INSERT INTO assignment (agent_id, valid_from, school_id, room, label) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [attempt.agent.text, start, school, room, attempt.label])
    }
}
