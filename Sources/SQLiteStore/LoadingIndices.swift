internal import GRDB

/// The indices of the large tables while a country is loaded: sorted once at the end they cost a fraction of what keeping
/// them costs, since hardly any of their keys come in order.
struct LoadingIndices {
    let db: Database

    /// Keeps their text in the database itself: who finds the table `example_index` found a load that broke off.
    func setAside(of tables: [String]) throws {
        try db.execute(sql: "CREATE TABLE example_index (name TEXT PRIMARY KEY, sql TEXT NOT NULL) STRICT")
        for table in tables {
            try db.execute(
                sql: """
                    INSERT INTO example_index (name, sql)
                    SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL
                    """,
                arguments: [table])
        }
        for name in try String.fetchAll(db, sql: "SELECT name FROM example_index") {
            try db.execute(sql: "DROP INDEX \(name.quotedDatabaseIdentifier)")
        }
    }

    func bringBack() throws {
        for sql in try String.fetchAll(db, sql: "SELECT sql FROM example_index ORDER BY name") {
            try db.execute(sql: sql)
        }
        try db.execute(sql: "DROP TABLE example_index")
    }
}
