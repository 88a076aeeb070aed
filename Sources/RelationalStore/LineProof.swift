internal import Relational
internal import Reports

/// What the region itself knows of a line test, by what it confirmed and granted.
struct LineProof {
    let db: Database
    let school: String

    /// The school's line behind a gateway; nil where that is not confirmed, or none was named.
    func line(behind gateway: String?) throws -> String? {
        guard let gateway else { return nil }
        return try String.fetchOne(
            db.cachedStatement(sql: Self.lineSQL), arguments: [school, gateway])
    }

    /// The lease that the agent was granted for this test at the school.
    ///
    /// It is good for two tests of each target: one that was broken off, and the one after it, since who asks again while
    /// holding a lease gets the same. The lease's own line is not asked for: an operator may have moved the gateway to
    /// another since.
    func lease(for test: LineTest, by agent: String, behind line: String?) throws -> String? {
        guard line != nil, let circumstances = test.circumstances, let lease = circumstances.lease else { return nil }
        let holds = try Bool.fetchOne(
            db.cachedStatement(sql: Self.leaseSQL),
            arguments: [lease, agent, school, circumstances.target.rawValue, test.id])
        return holds == true ? lease : nil
    }

    static let lineSQL = "SELECT line FROM line_gateway WHERE school_id = ? AND gateway = ?"
    static let leaseSQL = """
        SELECT EXISTS (SELECT 1 FROM lease WHERE id = ?1 AND agent_id = ?2 AND school_id = ?3)
            AND (SELECT count(*) FROM line_test
                WHERE agent_id = ?2 AND lease = ?1 AND target = ?4 AND id <> ?5) < 2
        """
}
