extension Migrations {
    /// What queries ask of a line test has a column; `details` holds its parts as the agent sent them (`LineTestDetails`), until they got a table of their own.
    ///
    /// `line` is the school's by its confirmed gateway, `lease` one that the region granted for this test, `left_out` why
    /// the test enters no figure (`LineTestStanding`): nothing older than these columns was ever confirmed. Of a test whose
    /// gateway is not confirmed `gateway`, `medium`, `details` and the latencies to the router are null, `server` is empty,
    /// and no platform is kept.
    static let lineTruth = """
        ALTER TABLE line_test ADD COLUMN line TEXT;
        ALTER TABLE line_test ADD COLUMN in_lessons INTEGER;
        ALTER TABLE line_test ADD COLUMN target TEXT NOT NULL DEFAULT 'region';
        ALTER TABLE line_test ADD COLUMN medium TEXT;
        ALTER TABLE line_test ADD COLUMN gateway TEXT;
        ALTER TABLE line_test ADD COLUMN gateway_idle_ms REAL;
        ALTER TABLE line_test ADD COLUMN gateway_loaded_ms REAL;
        ALTER TABLE line_test ADD COLUMN lease TEXT;
        ALTER TABLE line_test ADD COLUMN left_out TEXT DEFAULT 'unconfirmed';
        ALTER TABLE line_test ADD COLUMN latency_only INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE line_test ADD COLUMN upload_is_bound INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE line_test ADD COLUMN details TEXT;
        CREATE INDEX line_test_lease ON line_test (agent_id, lease, target) WHERE lease IS NOT NULL;

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
