extension Migrations {
    /// Days are civil days (`yyyy-mm-dd`). `serial_hash` is `hash:` and the region-keyed hash of a serial, as agents write it;
    /// of a piece that has one `count` is 1. `period` is as `ReportingPeriod` writes it.
    ///
    /// Deliveries, milestones and values make their school one of the programme's (`programme_school`).
    static let programmes = """
        CREATE TABLE programme (
            id TEXT PRIMARY KEY,
            name_kk TEXT,
            name_ru TEXT,
            name_en TEXT,
            funder TEXT,
            starts_on TEXT,
            ends_on TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX programme_funder ON programme (funder);

        CREATE TABLE programme_school (
            programme_id TEXT NOT NULL REFERENCES programme (id),
            school_id TEXT NOT NULL REFERENCES school (id),
            PRIMARY KEY (programme_id, school_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX programme_school_school ON programme_school (school_id);

        CREATE TABLE delivery (
            id INTEGER PRIMARY KEY,
            programme_id TEXT NOT NULL REFERENCES programme (id),
            school_id TEXT NOT NULL REFERENCES school (id),
            day TEXT NOT NULL,
            category TEXT NOT NULL,
            model TEXT,
            count INTEGER NOT NULL CHECK (count > 0),
            serial_hash TEXT,
            document TEXT,
            CHECK (serial_hash IS NULL OR count = 1)
        ) STRICT;
        CREATE INDEX delivery_school ON delivery (school_id, programme_id);
        CREATE UNIQUE INDEX delivery_serial ON delivery (serial_hash, programme_id);

        CREATE TABLE indicator (
            id TEXT PRIMARY KEY,
            name_kk TEXT,
            name_ru TEXT,
            name_en TEXT,
            unit TEXT NOT NULL,
            direction TEXT NOT NULL,
            rollup TEXT NOT NULL,
            counts_children INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE indicator_value (
            id INTEGER PRIMARY KEY,
            indicator_id TEXT NOT NULL REFERENCES indicator (id),
            programme_id TEXT REFERENCES programme (id),
            school_id TEXT NOT NULL REFERENCES school (id),
            period TEXT NOT NULL,
            value REAL,
            target REAL,
            source TEXT
        ) STRICT;
        CREATE UNIQUE INDEX indicator_value_key
            ON indicator_value (school_id, indicator_id, period, coalesce(programme_id, ''));

        CREATE TABLE milestone (
            programme_id TEXT NOT NULL REFERENCES programme (id),
            school_id TEXT NOT NULL REFERENCES school (id),
            stage TEXT NOT NULL,
            day TEXT NOT NULL,
            cost REAL,
            currency TEXT,
            document TEXT,
            PRIMARY KEY (programme_id, school_id, stage),
            CHECK (cost IS NULL OR currency IS NOT NULL)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX milestone_school ON milestone (school_id, programme_id);
        """

    /// Of which programmes pages for everybody say nothing.
    static let sensitiveProgrammes = """
        ALTER TABLE programme ADD COLUMN sensitive INTEGER NOT NULL DEFAULT 0 CHECK (sensitive IN (0, 1));
        """
}
