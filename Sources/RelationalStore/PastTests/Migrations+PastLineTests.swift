internal import Relational

extension Migrations {
    /// `line_test_month` has line tests of months long past (`PastLineTests`).
    static let pastLineTests = """
        CREATE TABLE line_test_month (
            school_id TEXT NOT NULL REFERENCES school (id),
            month INTEGER NOT NULL,
            tests BLOB NOT NULL,
            PRIMARY KEY (school_id, month)
        ) STRICT;
        """

    /// Visits to platforms stay as they came when the test that they were made with is packed, so they refer to it no more.
    ///
    /// SQLite has no words for letting a reference go: its text is taken out of the table's, as
    /// https://www.sqlite.org/lang_altertable.html (section 7) says, since a country's visits written anew take many minutes.
    static func letVisitsStay(_ db: Database) throws {
        let table = try String.fetchOne(
            db, sql: "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'platform_reach'")
        guard let table, let reference = table.firstRange(of: "FOREIGN KEY (agent_id, test_id)"),
            let comma = table[..<reference.lowerBound].lastIndex(of: ","), let end = table.lastIndex(of: ")"),
            let version = try Int.fetchOne(db, sql: "PRAGMA schema_version")
        else { throw DatabaseError(message: "the table of platforms is not as an earlier release left it") }
        try db.execute(sql: "PRAGMA writable_schema = ON")
        try db.execute(
            sql: "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = 'platform_reach'",
            arguments: [table[..<comma] + "\n" + table[end...]])
        try db.execute(sql: "PRAGMA schema_version = \(version + 1)")
        try db.execute(sql: "PRAGMA writable_schema = RESET")
    }

    /// The same where a table's constraints have names.
    static let visitsStay = "ALTER TABLE platform_reach DROP CONSTRAINT platform_reach_agent_id_test_id_fkey"
}
