extension Migrations {
    /// As `plans`: what a plan decided never changes. `verified_before` is null for what no computer can see.
    static let purchases = """
        ALTER TABLE plan ADD COLUMN programme_id TEXT REFERENCES programme (id);
        CREATE INDEX plan_programme ON plan (programme_id) WHERE programme_id IS NOT NULL;

        CREATE TABLE plan_purchase (
            plan_id INTEGER NOT NULL REFERENCES plan (id),
            position INTEGER NOT NULL,
            lot INTEGER NOT NULL,
            district TEXT NOT NULL,
            school_id TEXT NOT NULL REFERENCES school (id),
            category TEXT NOT NULL,
            spec TEXT,
            count INTEGER NOT NULL CHECK (count > 0),
            unit_price REAL NOT NULL,
            cost REAL NOT NULL,
            running_a_year REAL NOT NULL,
            year INTEGER,
            verified_before INTEGER,
            stage TEXT NOT NULL,
            PRIMARY KEY (plan_id, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX plan_purchase_school ON plan_purchase (school_id);

        CREATE TABLE plan_transfer (
            plan_id INTEGER NOT NULL REFERENCES plan (id),
            position INTEGER NOT NULL,
            from_school_id TEXT NOT NULL REFERENCES school (id),
            to_school_id TEXT NOT NULL REFERENCES school (id),
            category TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            km REAL NOT NULL,
            PRIMARY KEY (plan_id, position)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE plan_progress ADD COLUMN purchase INTEGER;
        ALTER TABLE plan_progress ADD COLUMN verified_pieces INTEGER;
        """
}
