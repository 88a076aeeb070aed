internal import Relational
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

    /// Merges schools, whose computers are expected together from then on. An operator's word for any of them is one for all;
    /// codes count by themselves where they are.
    static func join(_ schools: [String], into successor: String, in db: Database, _ merge: () throws -> Void) throws {
        let all = Set(schools)
        let marks = all.map { _ in "?" }.joined(separator: ", ")
        let isTold = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM school_expectation WHERE school_id IN (\(marks)))",
            arguments: StatementArguments(Array(all)))
        let total = try all.reduce(0) { try $0 + SchoolExpectation(db: db, school: $1).computers() }
        try merge()
        if isTold == true { try SchoolExpectation(db: db, school: successor).set(total) }
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
