extension Migrations {
    /// What a hub keeps of the regions that forward to it. `hub_region.id` names a region's key as an agent's is named; a token
    /// is one region's.
    ///
    /// A school in `hub_school` is its region's: its row in `school`, its `school_figures`, `school_stock` and
    /// `programme_figure` are what the region told, in `told` without its lines, and are never worked out here. Nor is what
    /// `lines` says of its lines, as the region judged them. `hub_agent.agent_id` is the name by which the hub's other tables
    /// know a region's computer, which no key has.
    static let hub = """
        CREATE TABLE hub_region (
            id TEXT PRIMARY KEY,
            public_key BLOB NOT NULL,
            token_id INTEGER NOT NULL UNIQUE REFERENCES reader_token (id),
            number INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            complete_at INTEGER,
            newest_report INTEGER,
            waiting INTEGER NOT NULL,
            lost INTEGER NOT NULL,
            release TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE hub_school (
            school_id TEXT PRIMARY KEY REFERENCES school (id),
            region_id TEXT NOT NULL REFERENCES hub_region (id),
            kind TEXT NOT NULL,
            taken_at INTEGER NOT NULL,
            last_report INTEGER,
            last_download_mbps REAL,
            last_upload_mbps REAL,
            supported_by TEXT,
            told TEXT NOT NULL,
            lines TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX hub_school_region ON hub_school (region_id);
        CREATE INDEX hub_school_support ON hub_school (supported_by) WHERE supported_by IS NOT NULL;

        CREATE TABLE hub_agent (
            agent_id TEXT PRIMARY KEY REFERENCES agent (id),
            region_id TEXT NOT NULL REFERENCES hub_region (id),
            region_agent TEXT NOT NULL,
            envelopes INTEGER NOT NULL DEFAULT 0,
            UNIQUE (region_id, region_agent)
        ) STRICT, WITHOUT ROWID;
        """

    /// How far a region has forwarded, by hub (the name of its key). `position` is that of the last envelope that needs no more
    /// handing on, good as long as the database is of `epoch`; one process at a time forwards, until `held_until`.
    /// `forwarded_school.digest` is that of what the hub holds of a school; `refused` why it holds nothing.
    static let forwarding = """
        CREATE TABLE forwarding (
            hub TEXT PRIMARY KEY,
            hub_key BLOB NOT NULL,
            url TEXT NOT NULL,
            statement TEXT,
            epoch TEXT NOT NULL,
            number INTEGER NOT NULL,
            position INTEGER NOT NULL,
            envelopes INTEGER NOT NULL,
            lost INTEGER NOT NULL,
            complete_at INTEGER,
            holder TEXT,
            held_until INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE forwarded_school (
            hub TEXT NOT NULL REFERENCES forwarding (hub),
            school_id TEXT NOT NULL REFERENCES school (id),
            digest BLOB NOT NULL,
            told_at INTEGER NOT NULL,
            refused TEXT,
            PRIMARY KEY (hub, school_id)
        ) STRICT, WITHOUT ROWID;
        """
}
