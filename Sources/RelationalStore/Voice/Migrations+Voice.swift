extension Migrations {
    /// `evidence` is JSON: the line tests that a dispute was about, as they were. Triggers hold that nothing said is changed or
    /// taken back.
    static let schoolVoice = """
        CREATE TABLE school_word (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            school_id TEXT NOT NULL REFERENCES school (id),
            at INTEGER NOT NULL,
            who TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            stand TEXT NOT NULL,
            figure TEXT,
            own TEXT,
            room TEXT,
            inventory_number TEXT,
            note TEXT,
            tests INTEGER NOT NULL,
            evidence BLOB
        ) STRICT;
        CREATE INDEX school_word_school ON school_word (school_id, at);
        CREATE TRIGGER school_word_stays BEFORE UPDATE ON school_word BEGIN
            SELECT raise(ABORT, 'a school''s word never changes');
        END;
        CREATE TRIGGER school_word_kept BEFORE DELETE ON school_word BEGIN
            SELECT raise(ABORT, 'a school''s word never goes');
        END;
        """
}
