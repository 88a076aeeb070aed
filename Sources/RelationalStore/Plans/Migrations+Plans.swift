extension Migrations {
    /// A plan's rows never change but for `stage` and approval; `plan_progress` keeps every step with its day and document.
    static let plans = """
        CREATE TABLE fiber_node (
            id TEXT PRIMARY KEY,
            latitude REAL NOT NULL,
            longitude REAL NOT NULL,
            operator_name TEXT,
            medium TEXT NOT NULL,
            status TEXT NOT NULL,
            equipped_mbps REAL,
            potential_mbps REAL,
            connection_fee REAL,
            fee_currency TEXT
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE plan (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            made_by TEXT NOT NULL,
            input_hash TEXT NOT NULL,
            norm TEXT,
            settings_version INTEGER NOT NULL,
            currency TEXT,
            budget REAL NOT NULL,
            spent REAL NOT NULL,
            weight REAL NOT NULL,
            upper_bound REAL NOT NULL,
            replans INTEGER REFERENCES plan (id),
            approved_at INTEGER,
            approved_by TEXT
        ) STRICT;

        CREATE TABLE plan_site (
            plan_id INTEGER NOT NULL REFERENCES plan (id),
            position INTEGER NOT NULL,
            site TEXT NOT NULL,
            name TEXT,
            technology TEXT,
            phase INTEGER,
            build_order INTEGER,
            cost REAL,
            weight REAL NOT NULL,
            reason TEXT NOT NULL,
            lot INTEGER,
            stage TEXT,
            PRIMARY KEY (plan_id, position),
            UNIQUE (plan_id, site)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE plan_segment (
            plan_id INTEGER NOT NULL REFERENCES plan (id),
            build_order INTEGER NOT NULL,
            from_place TEXT NOT NULL,
            to_place TEXT NOT NULL,
            km REAL,
            cost REAL NOT NULL,
            phase INTEGER NOT NULL,
            lot INTEGER,
            stage TEXT NOT NULL,
            PRIMARY KEY (plan_id, build_order)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE plan_progress (
            id INTEGER PRIMARY KEY,
            plan_id INTEGER NOT NULL REFERENCES plan (id),
            site TEXT,
            segment INTEGER,
            stage TEXT NOT NULL,
            day TEXT NOT NULL,
            document TEXT,
            measured_mbps REAL,
            noted_at INTEGER NOT NULL,
            noted_by TEXT NOT NULL
        ) STRICT;
        CREATE INDEX plan_progress_plan ON plan_progress (plan_id, site);
        """
}
