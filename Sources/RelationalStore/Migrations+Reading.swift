extension Migrations {
    /// `hash` is the SHA-256 of a token of 256 random bits: too many to guess, so neither salt nor a slow hash adds anything,
    /// and a stolen database opens nothing. `areas` is a JSON array of paths.
    ///
    /// Triggers keep `audit` append-only. `reading_day` counts: a row for each read would outgrow what was read; `day` is in
    /// days since 1970 (UTC).
    static let reading = """
        CREATE TABLE reader_token (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            hash BLOB NOT NULL UNIQUE,
            name TEXT NOT NULL UNIQUE,
            role TEXT NOT NULL,
            school_id TEXT REFERENCES school (id),
            areas TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            created_by TEXT NOT NULL,
            expires_at INTEGER NOT NULL,
            revoked_at INTEGER,
            last_used INTEGER,
            CHECK ((role = 'school') = (school_id IS NOT NULL))
        ) STRICT;

        CREATE TABLE reading_day (
            token_id INTEGER NOT NULL REFERENCES reader_token (id),
            day INTEGER NOT NULL,
            path TEXT NOT NULL,
            reads INTEGER NOT NULL,
            rows INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            PRIMARY KEY (token_id, day, path)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE audit (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            who TEXT NOT NULL,
            action TEXT NOT NULL,
            object TEXT NOT NULL,
            detail TEXT
        ) STRICT;
        CREATE INDEX audit_at ON audit (at);
        CREATE TRIGGER audit_stays BEFORE DELETE ON audit
            BEGIN SELECT raise(ABORT, 'what was done never goes'); END;
        CREATE TRIGGER audit_is_fixed BEFORE UPDATE ON audit
            BEGIN SELECT raise(ABORT, 'what was done never changes'); END;
        """
}
