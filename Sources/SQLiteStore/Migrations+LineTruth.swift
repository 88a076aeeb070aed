extension Migrations {
    /// What queries ask of a line test has a column; `details` holds its parts as the agent sent them (`LineTestDetails`).
    /// `marks` are words with a space between; `counts` is `LineTest.countsForLine`. A platform is kept only where the test
    /// ran behind the school's own gateway.
    static let lineTruth = """
        ALTER TABLE line_test ADD COLUMN line TEXT;
        ALTER TABLE line_test ADD COLUMN in_lessons INTEGER;
        ALTER TABLE line_test ADD COLUMN target TEXT NOT NULL DEFAULT 'region';
        ALTER TABLE line_test ADD COLUMN medium TEXT;
        ALTER TABLE line_test ADD COLUMN gateway TEXT;
        ALTER TABLE line_test ADD COLUMN gateway_idle_ms REAL;
        ALTER TABLE line_test ADD COLUMN gateway_loaded_ms REAL;
        ALTER TABLE line_test ADD COLUMN marks TEXT NOT NULL DEFAULT '';
        ALTER TABLE line_test ADD COLUMN counts INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE line_test ADD COLUMN details TEXT;

        CREATE TABLE platform_reach (
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
            PRIMARY KEY (agent_id, test_id, platform, host),
            FOREIGN KEY (agent_id, test_id) REFERENCES line_test (agent_id, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX platform_reach_school ON platform_reach (school_id, platform, host, started_at);
        """
}
