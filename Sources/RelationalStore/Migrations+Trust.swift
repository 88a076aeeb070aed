extension Migrations {
    /// What the region has said of its servers, signed. Triggers keep the table append-only: an agent that was away for years
    /// may need any of them.
    static let trustStatements = """
        CREATE TABLE trust_statement (
            version INTEGER PRIMARY KEY,
            issued_at INTEGER NOT NULL,
            statement TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER trust_statement_stays BEFORE DELETE ON trust_statement
            BEGIN SELECT raise(ABORT, 'a statement never goes'); END;
        CREATE TRIGGER trust_statement_is_fixed BEFORE UPDATE ON trust_statement
            BEGIN SELECT raise(ABORT, 'a statement never changes'); END;
        """
}
