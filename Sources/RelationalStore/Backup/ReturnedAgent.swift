internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// An agent that the database before a restore trusts, and when it took it in last.
struct ReturnedAgent: Sendable {
    var id: AgentID
    var state: AgentState
    var takenInAt: Date
    var place: EnrollmentDesk.Place

    /// All of a database of whichever release; none where it does not tell when it took agents in.
    static func all(in db: Database) throws -> [ReturnedAgent] {
        for table in ["agent_state", "assignment", "revocation"] where try !db.tableExists(table) { return [] }
        return try Row.fetchAll(
            db,
            sql: """
                SELECT a.id, a.state, max(t.changed_at) AS taken_in_at, p.school_id, p.room, p.label
                FROM agent AS a
                JOIN agent_state AS t ON t.agent_id = a.id AND t.state <> 'revoked'
                JOIN assignment AS p ON p.agent_id = a.id AND p.valid_to IS NULL
                WHERE a.state <> 'revoked' AND NOT EXISTS (SELECT 1 FROM revocation AS r WHERE r.agent_id = a.id)
                GROUP BY a.id
                """
        ).map { row in
            ReturnedAgent(
                id: try row.agent("id"), state: try row.value(AgentState.self, "state"),
                takenInAt: row.date("taken_in_at"),
                place: EnrollmentDesk.Place(school: row["school_id"], room: row["room"], label: row["label"]))
        }
    }
}

extension EnrollmentDesk {
    /// Drops a revocation that another database had before it took the agent in again, and brings the agent to where it stood
    /// there. One that is as late, or later, stays: a restore must let nobody in again.
    /// - Returns: whether there was one to drop.
    func takeBack(_ returned: ReturnedAgent) throws -> Bool {
        guard let revokedAt = try revokedAt(returned.id), revokedAt < returned.takenInAt else { return false }
        try db.execute(sql: "DELETE FROM revocation WHERE agent_id = ?", arguments: [returned.id.text])
        // One that is not known here comes back on its receipt.
        guard let known = try agent(returned.id) else { return true }
        try db.execute(
            sql:
                "UPDATE agent SET state = ?1, revoked_at = NULL, waiting_since = iif(?1 = 'waiting', ?2, NULL) WHERE id = ?3",
            arguments: [returned.state.rawValue, returned.takenInAt.seconds, returned.id.text])
        try note(returned.state, of: returned.id, at: returned.takenInAt)
        let isSchoolKnown = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM school WHERE id = ?)", arguments: [returned.place.school])
        if isSchoolKnown == true, (known.school, known.room) != (returned.place.school, returned.place.room) {
            try assign(returned.id, to: returned.place, at: returned.takenInAt)
        }
        return true
    }
}
