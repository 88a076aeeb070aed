extension Migrations {
    /// A row lives as long as the caller's window runs: minutes.
    static let guesses = """
        CREATE TABLE guess (
            caller TEXT PRIMARY KEY,
            began_at INTEGER NOT NULL,
            guesses INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX guess_began ON guess (began_at);
        """
}
