extension Migrations {
    /// `line_test_month` has line tests of months long past (`PastLineTests`). Visits to platforms stay as they came when the
    /// test that they were made with is packed, so they refer to it no more: SQLite alters no constraint, so the table is made
    /// anew (https://www.sqlite.org/lang_altertable.html, section 7).
    static let pastLineTests = """
        CREATE TABLE line_test_month (
            school_id TEXT NOT NULL REFERENCES school (id),
            month INTEGER NOT NULL,
            tests BLOB NOT NULL,
            PRIMARY KEY (school_id, month)
        ) STRICT;

        CREATE TABLE platform_visit (
            agent_id TEXT NOT NULL,
            test_id TEXT NOT NULL,
            platform TEXT NOT NULL,
            host TEXT NOT NULL,
            school_id TEXT NOT NULL REFERENCES school (id),
            started_at INTEGER NOT NULL,
            name_ms REAL,
            connect_ms REAL,
            tls_ms REAL,
            first_byte_ms REAL,
            problem TEXT,
            PRIMARY KEY (agent_id, test_id, platform, host)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO platform_visit (agent_id, test_id, platform, host, school_id, started_at, name_ms, connect_ms, tls_ms,
                first_byte_ms, problem)
            SELECT agent_id, test_id, platform, host, school_id, started_at, name_ms, connect_ms, tls_ms, first_byte_ms,
                problem
            FROM platform_reach;
        DROP TABLE platform_reach;
        ALTER TABLE platform_visit RENAME TO platform_reach;
        CREATE INDEX platform_reach_school ON platform_reach (school_id, platform, host, started_at);
        """
}
