extension Migrations {
    /// The last row of `backup_key` holds: an earlier one still opens the backups of its time.
    static let backups = """
        CREATE TABLE backup_key (
            id INTEGER PRIMARY KEY,
            public_key BLOB NOT NULL,
            since INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE backup (
            id INTEGER PRIMARY KEY,
            taken_at INTEGER NOT NULL,
            path TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            key_id TEXT NOT NULL
        ) STRICT;
        """
}
