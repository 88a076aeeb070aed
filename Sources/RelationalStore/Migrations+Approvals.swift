internal import Relational

extension Migrations {
    /// `school_expectation` is how many computers an operator expects at a school; without a row it is what the school's codes
    /// are good for. `revocation` outlives the agent's row: it also names agents that a restored database does not know.
    static let approvals = """
        ALTER TABLE agent ADD COLUMN waiting_since INTEGER;

        CREATE TABLE school_expectation (
            school_id TEXT PRIMARY KEY REFERENCES school (id),
            computers INTEGER NOT NULL CHECK (computers >= 0)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE revocation (
            agent_id TEXT PRIMARY KEY,
            revoked_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO revocation (agent_id, revoked_at)
            SELECT id, coalesce(revoked_at, enrolled_at) FROM agent WHERE state = 'revoked';
        """

    /// An agent that is readmitted on its receipt has used no code. SQLite alters no constraint, so the table is made anew
    /// as it stands, whatever columns it has by now (https://www.sqlite.org/lang_altertable.html, section 7).
    static func allowAgentsWithoutCode(_ db: Database) throws {
        let demand = "enrollment_id INTEGER NOT NULL REFERENCES"
        let table = try String.fetchOne(
            db, sql: "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'agent'")
        guard let table, table.contains(demand), let start = table.firstIndex(of: "(") else {
            throw DatabaseError(message: "the table of agents is not as an earlier release left it")
        }
        let columns = String(table[start...]).replacing(demand, with: "enrollment_id INTEGER REFERENCES")
        let others = try String.fetchAll(
            db,
            sql:
                "SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND tbl_name = 'agent' AND sql IS NOT NULL"
        )
        try db.execute(sql: "CREATE TABLE agent_anew \(columns)")
        try db.execute(sql: "INSERT INTO agent_anew SELECT * FROM agent")
        try db.execute(sql: "DROP TABLE agent")
        try db.execute(sql: "ALTER TABLE agent_anew RENAME TO agent")
        for sql in others { try db.execute(sql: sql) }
    }
}
