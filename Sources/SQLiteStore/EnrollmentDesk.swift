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
        if known?.state == .revoked {
            if try hasUsed(codeID, attempt.agent) { return .revoked }
        } else if known != nil, try lastEnrollment(of: attempt.agent) == codeID {
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
                    enrollment_id = excluded.enrollment_id, version = excluded.version, state = excluded.state,
                    revoked_at = NULL,
                    cloned_from = coalesce(cloned_from, excluded.cloned_from)
                """,
            arguments: [
                attempt.agent.text, attempt.publicKey.rawRepresentation, AgentState.enrolled.rawValue,
                attempt.agentVersion, codeID, attempt.time.seconds, attempt.clonedFrom?.text,
            ])
        try note(.enrolled, of: attempt.agent, at: attempt.time, code: codeID)
        if let source = attempt.clonedFrom { try BootLedger.settle(source, in: db) }
        try assign(attempt, school: code["school_id"], room: attempt.room ?? code["room"])
        return .accepted(try enrolled(attempt.agent))
    }

    /// Revoking again changes nothing.
    /// - Throws: `StoreFailure.unknownAgent`.
    func revoke(_ id: AgentID, at time: Date) throws {
        guard let agent = try agent(id) else { throw StoreFailure.unknownAgent(id.text) }
        guard agent.state != .revoked else { return }
        try db.execute(
            sql: "UPDATE agent SET state = ?, revoked_at = ? WHERE id = ?",
            arguments: [AgentState.revoked.rawValue, time.seconds, id.text])
        try note(.revoked, of: id, at: time)
    }

    private func note(_ state: AgentState, of agent: AgentID, at time: Date, code: Int? = nil) throws {
        try db.execute(
            sql: "INSERT INTO agent_state (agent_id, state, changed_at, enrollment_id) VALUES (?, ?, ?, ?)",
            arguments: [agent.text, state.rawValue, time.seconds, code])
    }

    private func hasUsed(_ code: Int, _ agent: AgentID) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM agent_state WHERE agent_id = ? AND enrollment_id = ?)",
            arguments: [agent.text, code]) ?? false
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
