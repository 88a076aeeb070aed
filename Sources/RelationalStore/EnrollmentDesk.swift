internal import Foundation
internal import Relational
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
        let known = try agent(attempt.agent)
        guard let code else { return .unknownCode }
        let codeID: Int = code["id"]
        if try isRevoked(attempt.agent) {
            // A restored database does not know by which code the agent came: then every one older than the revocation counts.
            let isUntold = try lastEnrollment(of: attempt.agent) == nil
            let isOlder = try code.date("created_at") < revokedAt(attempt.agent) ?? .distantPast
            if try isUntold && isOlder || attempt.isForUnknownOnly || hasUsed(codeID, attempt.agent) { return .revoked }
        } else if let known, attempt.isForUnknownOnly {
            return .alreadyEnrolled(known)
        } else if known != nil, try lastEnrollment(of: attempt.agent) == codeID {
            // The first answer may have been lost, or the technician corrects what was typed.
            try correctAssignment(attempt)
            return .alreadyEnrolled(try enrolled(attempt.agent))
        }
        guard code.dateIfPresent("revoked_at") == nil else { return .codeRevoked }
        guard code.date("expires_at") > attempt.time else { return .expired }
        let usesLeft: Int = code["uses_left"]
        guard usesLeft > 0 else { return .usedUp }
        try db.execute(sql: "UPDATE enrollment SET uses_left = uses_left - 1 WHERE id = ?", arguments: [codeID])
        let arrival = Arrival(
            publicKey: attempt.publicKey, school: code["school_id"], room: attempt.room ?? code["room"],
            label: attempt.label, version: attempt.agentVersion, time: attempt.time, clonedFrom: attempt.clonedFrom,
            isOriginProven: attempt.isOriginProven, code: codeID)
        let isExpected = try SchoolExpectation(db: db, school: arrival.school).hasRoom(for: attempt.agent)
        try enter(arrival, as: isExpected ? .enrolled : .waiting)
        return .accepted(try enrolled(attempt.agent))
    }

    func readmit(_ readmission: Readmission) throws -> EnrollmentOutcome {
        if try isRevoked(readmission.agent) { return .revoked }
        if let known = try agent(readmission.agent) { return .alreadyEnrolled(known) }
        guard let school = try SchoolHistory(db: db).standing(readmission.school) else { return .unknownSchool }
        let arrival = Arrival(
            publicKey: readmission.publicKey, school: school, room: readmission.room,
            label: readmission.label, version: readmission.agentVersion, time: readmission.time,
            clonedFrom: readmission.clonedFrom, isOriginProven: readmission.isOriginProven)
        try enter(arrival, as: readmission.isWaiting ? .waiting : .enrolled)
        return .accepted(try enrolled(readmission.agent))
    }

    /// - Throws: `StoreFailure.unknownAgent`.
    func approve(_ ids: [AgentID], at time: Date) throws -> [AgentID] {
        var approved: [AgentID] = []
        for id in ids {
            guard let agent = try agent(id) else { throw StoreFailure.unknownAgent(id.text) }
            guard agent.state == .waiting, !approved.contains(id) else { continue }
            try db.execute(
                sql: "UPDATE agent SET state = ?, waiting_since = NULL WHERE id = ?",
                arguments: [AgentState.enrolled.rawValue, id.text])
            try note(.enrolled, of: id, at: time)
            approved.append(id)
        }
        return approved
    }

    /// Revoking again changes nothing.
    /// - Throws: `StoreFailure.unknownAgent`.
    func revoke(_ id: AgentID, at time: Date, evenUnknown: Bool) throws {
        let agent = try agent(id)
        guard agent != nil || evenUnknown else { throw StoreFailure.unknownAgent(id.text) }
        try db.execute(
            sql: "INSERT INTO revocation (agent_id, revoked_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
            arguments: [id.text, time.seconds])
        guard let agent, agent.state != .revoked else { return }
        try db.execute(
            sql: "UPDATE agent SET state = ?, revoked_at = ?, waiting_since = NULL WHERE id = ?",
            arguments: [AgentState.revoked.rawValue, time.seconds, id.text])
        try note(.revoked, of: id, at: time)
    }

    /// An agent as it is taken in, by a code or by a receipt.
    private struct Arrival {
        var publicKey: VerifyingKey
        var school: String
        var room: String?
        var label: String?
        var version: String
        var time: Date
        var clonedFrom: AgentID?
        var isOriginProven: Bool
        /// Nil by a receipt.
        var code: Int?

        var agent: AgentID { publicKey.agentID }
    }

    private func enter(_ arrival: Arrival, as state: AgentState) throws {
        try db.execute(
            sql: """
                INSERT INTO agent
                    (id, public_key, state, version, enrollment_id, enrolled_at, cloned_from, waiting_since)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    enrollment_id = excluded.enrollment_id, version = excluded.version, state = excluded.state,
                    revoked_at = NULL, waiting_since = excluded.waiting_since,
                    cloned_from = coalesce(agent.cloned_from, excluded.cloned_from)
                """,
            arguments: [
                arrival.agent.text, arrival.publicKey.rawRepresentation, state.rawValue, arrival.version,
                arrival.code, arrival.time.seconds, arrival.clonedFrom?.text,
                state == .waiting ? arrival.time.seconds : nil,
            ])
        try db.execute(sql: "DELETE FROM revocation WHERE agent_id = ?", arguments: [arrival.agent.text])
        try note(state, of: arrival.agent, at: arrival.time, code: arrival.code)
        if let source = arrival.clonedFrom, arrival.isOriginProven { try BootLedger.settle(source, in: db) }
        try assign(
            arrival.agent, to: Place(school: arrival.school, room: arrival.room, label: arrival.label), at: arrival.time
        )
    }

    private func isRevoked(_ agent: AgentID) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM revocation WHERE agent_id = ?)", arguments: [agent.text]) ?? false
    }

    func revokedAt(_ agent: AgentID) throws -> Date? {
        try Int.fetchOne(db, sql: "SELECT revoked_at FROM revocation WHERE agent_id = ?", arguments: [agent.text])
            .map { Date(timeIntervalSince1970: TimeInterval($0)) }
    }

    func note(_ state: AgentState, of agent: AgentID, at time: Date, code: Int? = nil) throws {
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

    /// Where an agent stands.
    struct Place: Sendable {
        var school: String
        var room: String?
        var label: String?
    }

    /// Closes the current assignment and opens the next; two within one second stay in order. Who leaves a school bears no
    /// witness of its gateways any more.
    func assign(_ agent: AgentID, to place: Place, at time: Date) throws {
        let left = try String.fetchOne(
            db, sql: "SELECT school_id FROM assignment WHERE agent_id = ? AND valid_to IS NULL AND school_id <> ?",
            arguments: [agent.text, place.school])
        if let left { try GatewayRegister(db: db, school: left).dismiss(agent) }
        let previous = try Int.fetchOne(
            db, sql: "SELECT max(valid_from) FROM assignment WHERE agent_id = ?", arguments: [agent.text])
        let start = max(time.seconds, previous.map { $0 + 1 } ?? Int.min)
        try db.execute(
            sql: "UPDATE assignment SET valid_to = ? WHERE agent_id = ? AND valid_to IS NULL",
            arguments: [start, agent.text])
        try db.execute(
            sql: """
                INSERT INTO assignment (agent_id, valid_from, school_id, room, label) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [agent.text, start, place.school, place.room, place.label])
    }
}
