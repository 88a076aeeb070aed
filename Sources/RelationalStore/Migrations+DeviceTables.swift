extension Migrations {
    /// `device_table` is the newest table held of an agent and how it compares with what the agent says (`DeviceTableCheck`);
    /// `differs_last` is when a report last said otherwise. `line_test_day` holds summaries as they came, one row for each
    /// that a report carried. `unknown_field` names what newer agents say and this release does not read.
    ///
    /// `hash_since` is when the keyed hash of a serial was first stored, null where there is none; once it is forgotten the
    /// device's later scans do not bring it back. An envelope without a text was forgotten; its digest still tells a resend.
    static let deviceTables = """
        ALTER TABLE device ADD COLUMN digest TEXT;
        ALTER TABLE device ADD COLUMN hash_since INTEGER;
        ALTER TABLE device ADD COLUMN hash_forgotten_at INTEGER;
        UPDATE device SET hash_since = first_seen WHERE serial LIKE 'hash:%';
        CREATE INDEX device_hash ON device (hash_since) WHERE hash_since IS NOT NULL;

        CREATE TABLE device_table (
            agent_id TEXT PRIMARY KEY REFERENCES agent (id),
            stream TEXT,
            seq INTEGER,
            sealed_at INTEGER,
            digest TEXT,
            differs_since INTEGER,
            differs_last INTEGER,
            asked_at INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE line_test_day (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            stream TEXT NOT NULL,
            seq INTEGER NOT NULL,
            position INTEGER NOT NULL,
            school_id TEXT NOT NULL REFERENCES school (id),
            day TEXT NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            time_estimated INTEGER NOT NULL,
            tests INTEGER NOT NULL,
            tests_in_lessons INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            figures TEXT NOT NULL,
            PRIMARY KEY (agent_id, stream, seq, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX line_test_day_school ON line_test_day (school_id, first_at);

        CREATE TABLE unknown_field (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            name TEXT NOT NULL,
            reports INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            PRIMARY KEY (agent_id, name)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE envelope ADD COLUMN has_hashes INTEGER NOT NULL DEFAULT 1;
        CREATE INDEX envelope_held ON envelope (received_at) WHERE text <> '';
        """
}
