extension Migrations {
    /// Days are civil days at school, `yyyy-mm-dd`. `serial` is kept where agents send it plain, `serial_hash` always.
    ///
    /// `asset.state` is the newest of `asset_state`, the asset's whole history. `registered_computer` keeps a computer that
    /// moved in two rows, of which the one without `valid_to` holds; `agent_id` is the agent that was met on it.
    static let assets = """
        CREATE TABLE asset (
            id INTEGER PRIMARY KEY,
            school_id TEXT NOT NULL REFERENCES school (id),
            room TEXT,
            category TEXT NOT NULL,
            inventory_number TEXT NOT NULL,
            vendor TEXT,
            model TEXT,
            serial TEXT,
            serial_hash TEXT,
            purchased_on TEXT,
            price REAL,
            currency TEXT,
            contract TEXT,
            programme_id TEXT,
            state TEXT NOT NULL,
            state_since TEXT NOT NULL,
            state_document TEXT,
            registered_on TEXT NOT NULL,
            UNIQUE (school_id, inventory_number)
        ) STRICT;
        CREATE INDEX asset_number ON asset (inventory_number);
        CREATE INDEX asset_serial_hash ON asset (serial_hash) WHERE serial_hash IS NOT NULL;
        CREATE INDEX asset_programme ON asset (programme_id, school_id) WHERE programme_id IS NOT NULL;

        CREATE TABLE asset_funder (
            asset_id INTEGER NOT NULL REFERENCES asset (id),
            funder TEXT NOT NULL,
            share REAL,
            PRIMARY KEY (asset_id, funder)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX asset_funder_name ON asset_funder (funder);

        CREATE TABLE asset_state (
            id INTEGER PRIMARY KEY,
            asset_id INTEGER NOT NULL REFERENCES asset (id),
            state TEXT NOT NULL,
            since TEXT NOT NULL,
            document TEXT,
            noted_at INTEGER NOT NULL,
            noted_by TEXT
        ) STRICT;
        CREATE INDEX asset_state_asset ON asset_state (asset_id, since);

        CREATE TABLE stocktake (
            id INTEGER PRIMARY KEY,
            school_id TEXT NOT NULL REFERENCES school (id),
            day TEXT NOT NULL,
            document TEXT,
            UNIQUE (school_id, day)
        ) STRICT;

        CREATE TABLE stocktake_item (
            stocktake_id INTEGER NOT NULL REFERENCES stocktake (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            inventory_number TEXT,
            category TEXT,
            room TEXT,
            count INTEGER NOT NULL,
            PRIMARY KEY (stocktake_id, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE registered_computer (
            id INTEGER PRIMARY KEY,
            school_id TEXT NOT NULL REFERENCES school (id),
            room TEXT,
            label TEXT,
            serial_hash TEXT,
            uuid_hash TEXT,
            vendor TEXT,
            model TEXT,
            cpu TEXT,
            memory_mib INTEGER,
            os TEXT,
            purchased_on TEXT,
            pedagogical INTEGER NOT NULL,
            source TEXT NOT NULL,
            agent_id TEXT REFERENCES agent (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT
        ) STRICT;
        CREATE INDEX registered_computer_school ON registered_computer (school_id, label) WHERE valid_to IS NULL;
        CREATE INDEX registered_computer_serial ON registered_computer (serial_hash)
            WHERE valid_to IS NULL AND serial_hash IS NOT NULL;
        CREATE INDEX registered_computer_uuid ON registered_computer (uuid_hash)
            WHERE valid_to IS NULL AND uuid_hash IS NOT NULL;
        CREATE INDEX registered_computer_agent ON registered_computer (agent_id) WHERE agent_id IS NOT NULL;
        """
}
