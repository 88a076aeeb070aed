extension Migrations {
    /// `slot_outcome` is what all computers of a school together told of a slot (`SlotOutcomes`), '' where no line is known:
    /// a school's plan is read without reading every computer's word. `line_mark.version` grows with whatever a school's lines
    /// are judged by. `line_figure` keeps what a period left of a school's lines as of the day `until` (both in days since 1970,
    /// UTC), packed (`SchoolLines+Packing`): good as long as its version is the mark's, and `last_at` lies in no future.
    static let lineFigures = """
        CREATE TABLE slot_outcome (
            school_id TEXT NOT NULL REFERENCES school (id),
            slot TEXT NOT NULL,
            line TEXT NOT NULL,
            planned_at INTEGER NOT NULL,
            in_lessons INTEGER NOT NULL,
            rank INTEGER NOT NULL,
            reason TEXT,
            computers_on INTEGER NOT NULL,
            computers_off INTEGER NOT NULL,
            PRIMARY KEY (school_id, slot, line)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX slot_outcome_planned ON slot_outcome (school_id, planned_at);

        CREATE TABLE line_mark (
            school_id TEXT PRIMARY KEY REFERENCES school (id),
            version INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO line_mark (school_id, version)
            SELECT school_id, 1 FROM line_test UNION SELECT school_id, 1 FROM line_test_day
            UNION SELECT school_id, 1 FROM slot;

        CREATE TABLE line_figure (
            school_id TEXT NOT NULL REFERENCES school (id),
            since INTEGER NOT NULL,
            until INTEGER NOT NULL,
            version INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            figures BLOB NOT NULL,
            PRIMARY KEY (school_id, since, until)
        ) STRICT;
        """
}
