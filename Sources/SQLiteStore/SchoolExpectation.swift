internal import GRDB
internal import Reports

/// How many computers a school is expected to have: an operator's word, else what the school's codes are good for; of a
/// code that was taken back, as often as it was used.
struct SchoolExpectation {
    let db: Database
    let school: String

    func set(_ computers: Int) throws {
        try db.execute(
            sql: """
                INSERT INTO school_expectation (school_id, computers) VALUES (?, ?)
                ON CONFLICT (school_id) DO UPDATE SET computers = excluded.computers
                """,
            arguments: [school, computers])
    }

    func computers() throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT coalesce(
                    (SELECT computers FROM school_expectation WHERE school_id = ?1),
                    (SELECT sum(iif(revoked_at IS NULL, uses, uses - uses_left)) FROM enrollment WHERE school_id = ?1), 0)
                """, arguments: [school]) ?? 0
    }

    /// Whether one more computer is still an expected one: who waits or was revoked takes no place, nor who lives on as
    /// another agent.
    func hasRoom(for agent: AgentID) throws -> Bool {
        let present = try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM assignment AS p JOIN agent AS a ON a.id = p.agent_id
                WHERE p.school_id = ? AND p.valid_to IS NULL AND a.id <> ?
                    AND \(Counted.isComputer)
                """, arguments: [school, agent.text])
        return try (present ?? 0) < computers()
    }
}
