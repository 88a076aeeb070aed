extension Migrations {
    /// One row, written to learn whether writing goes.
    static let heartbeat = """
        CREATE TABLE heartbeat (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL
        ) STRICT;
        """
}
