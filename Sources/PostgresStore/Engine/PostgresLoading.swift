internal import Relational

/// The indices of large tables while a country is loaded, and the reference between schools, whose rows come in any order.
struct PostgresLoading {
    let db: Database

    /// Keeps the text of what it takes away in the database itself.
    func begin(_ tables: [String]) throws {
        try db.execute(sql: "CREATE TABLE example_index (name TEXT PRIMARY KEY, sql TEXT NOT NULL)")
        for table in tables {
            try db.execute(
                sql: """
                    INSERT INTO example_index (name, sql)
                    SELECT i.indexname, i.indexdef FROM pg_indexes AS i WHERE i.schemaname = 'parta' AND i.tablename = ?
                        AND NOT EXISTS (SELECT 1 FROM pg_constraint AS c WHERE c.conname = i.indexname)
                    """,
                arguments: [table])
        }
        for name in try String.fetchAll(db, sql: "SELECT name FROM example_index") {
            try db.execute(sql: "DROP INDEX \"\(name)\"")
        }
        try db.execute(sql: "ALTER TABLE school DROP CONSTRAINT school_supported_by_fkey")
    }

    func finish() throws {
        for sql in try String.fetchAll(db, sql: "SELECT sql FROM example_index ORDER BY name") {
            try db.execute(sql: sql)
        }
        try db.execute(sql: "DROP TABLE example_index")
        try db.execute(
            sql: """
                ALTER TABLE school ADD CONSTRAINT school_supported_by_fkey FOREIGN KEY (supported_by)
                    REFERENCES school (id) DEFERRABLE INITIALLY DEFERRED
                """)
    }
}
