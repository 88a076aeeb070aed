/// The outbox file's tables and how they came to be.
///
/// Migrations are append-only: a released one never changes, the next one is added at the end.
enum Schema {
    /// "PRTO" in ASCII, so that `file` and a stray tool can tell an outbox from another database.
    static let applicationID = 0x5052_544F

    /// One entry a version; `PRAGMA user_version` is how many have been applied.
    static let migrations: [[String]] = [
        [
            // One row: who this file is and what number comes next. `rounds` counts recorded scans, a clock that never
            // jumps; `refused` counts envelopes refused since the file was made.
            """
            CREATE TABLE stream(
                id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, next_seq INTEGER NOT NULL,
                rounds INTEGER NOT NULL, refused INTEGER NOT NULL
            ) STRICT
            """,
            // The current scan while it is unsealed (`unsealed`) and what the last sealed one said (`sealed`).
            "CREATE TABLE scan(kind TEXT PRIMARY KEY, scan BLOB NOT NULL, scanned_at BLOB NOT NULL) STRICT",
            // What was attached at the last look, to tell plugged in from still there.
            """
            CREATE TABLE last_look(
                id INTEGER PRIMARY KEY CHECK (id = 1), boot_id TEXT NOT NULL, monotonic REAL NOT NULL,
                devices TEXT NOT NULL
            ) STRICT
            """,
            // A row stays after it was sealed, so that the day's figures go on growing: `changed` asks for sealing.
            """
            CREATE TABLE device_day(
                device TEXT NOT NULL, day TEXT NOT NULL, first BLOB NOT NULL, last BLOB NOT NULL,
                seconds REAL NOT NULL, times_plugged INTEGER NOT NULL, changed INTEGER NOT NULL, round INTEGER NOT NULL,
                PRIMARY KEY (device, day)
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX device_day_changed ON device_day(day, device) WHERE changed = 1",
            "CREATE TABLE line_test(position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, test BLOB NOT NULL) STRICT",
            // Times are whole seconds since 1970 by the computer's own clock.
            """
            CREATE TABLE envelope(
                seq INTEGER PRIMARY KEY, text TEXT NOT NULL, bytes INTEGER NOT NULL, sealed_at INTEGER NOT NULL,
                acknowledged_at INTEGER, refused TEXT
            ) STRICT
            """,
            "CREATE INDEX envelope_pending ON envelope(seq) WHERE acknowledged_at IS NULL AND refused IS NULL",
        ],
        [
            // What was sealed under a key that this agent has given up, on its way until it is acknowledged.
            """
            CREATE TABLE former_envelope(
                stream TEXT NOT NULL, seq INTEGER NOT NULL, text TEXT NOT NULL, bytes INTEGER NOT NULL,
                PRIMARY KEY (stream, seq)
            ) STRICT
            """
        ],
        [
            // Seconds the boot had been awake at the last look: `monotonic` runs on while the computer sleeps.
            "ALTER TABLE last_look ADD COLUMN awake REAL"
        ],
        [
            // Slots of the line tests' plan and what became of each, until sealed.
            "CREATE TABLE slot(position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record BLOB NOT NULL) STRICT",
            // How many slots were let go of, because none more could be kept, since the region was last told.
            "ALTER TABLE stream ADD COLUMN slots_dropped INTEGER NOT NULL DEFAULT 0",
            // What the agent must remember of its line tests over reboots: bytes spent, slots decided.
            "CREATE TABLE ledger(key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
        ],
        [
            // Which state of the region's store answered last: another one may lack what it acknowledged.
            "ALTER TABLE stream ADD COLUMN store_epoch TEXT",
            // The table of devices as last sealed, and whether it is to be sealed again although nothing changed.
            "ALTER TABLE stream ADD COLUMN devices_digest TEXT",
            "ALTER TABLE stream ADD COLUMN devices_seq INTEGER",
            "ALTER TABLE stream ADD COLUMN full_wanted INTEGER NOT NULL DEFAULT 0",
            // Where the damaged file lies that this one was begun in place of.
            "ALTER TABLE stream ADD COLUMN kept_aside TEXT",
            // A scan sealed before there were digests is told once more, with them.
            "UPDATE stream SET full_wanted = 1",
            """
            INSERT OR IGNORE INTO scan(kind, scan, scanned_at)
            SELECT 'unsealed', scan, scanned_at FROM scan WHERE kind = 'sealed'
            """,
            // The stream of envelopes sealed before the stream was renewed; null is the present one.
            "ALTER TABLE envelope ADD COLUMN stream TEXT",
            // Days of line tests that there was no room to keep one by one, until sealed; a day may have several.
            "CREATE TABLE line_test_day(position INTEGER PRIMARY KEY, summary BLOB NOT NULL) STRICT",
            // Boots in their order. `started` is the true time of monotonic 0, null while nobody knows; `source` says whether
            // the region told it or the computer's own clock, once it was believable. `asked` notes that a report was
            // sealed only to be told the time.
            """
            CREATE TABLE boot(
                position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, started REAL, source TEXT,
                asked INTEGER NOT NULL DEFAULT 0
            ) STRICT
            """,
            // Whether the day is only the latest possible one.
            "ALTER TABLE device_day ADD COLUMN estimated INTEGER NOT NULL DEFAULT 0",
        ],
        [
            // The true time of monotonic 0 is no earlier than this, and the boot lasted at least so many seconds: what is
            // left to date by where no clock is right and no region is ever reached.
            "ALTER TABLE boot ADD COLUMN not_before REAL",
            "ALTER TABLE boot ADD COLUMN lasted REAL NOT NULL DEFAULT 0",
        ],
    ]
}
