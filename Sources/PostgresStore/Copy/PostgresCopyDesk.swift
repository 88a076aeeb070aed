internal import Relational
internal import Store

/// What a copy needs of the database that it fills, and notes there, within one transaction.
struct PostgresCopyDesk {
    let db: Database

    /// Takes references and triggers away: rows come table by table, and the figures that triggers age come too.
    /// - Throws: `StoreFailure.impossibleChange` for a database that holds rows, or what was copied from elsewhere.
    func begin(from source: String) throws {
        guard try !db.tableExists("copied_table") else {
            let known = try String.fetchOne(db, sql: "SELECT hash FROM copied_table WHERE name = ''")
            guard known == source else {
                throw StoreFailure.impossibleChange(
                    "the database is half filled from \(known ?? "elsewhere"); go on from there, or name an empty one")
            }
            return
        }
        for table in ["school", "region_secret", "audit"] {
            guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(table))") != true else {
                throw StoreFailure.impossibleChange("the database holds a region already; name an empty one")
            }
        }
        try db.execute(sql: "CREATE TABLE copied_table (name text PRIMARY KEY, rows bigint, hash text)")
        try db.execute(sql: "INSERT INTO copied_table (name, rows, hash) VALUES ('', 0, ?)", arguments: [source])
        try db.execute(
            sql: """
                CREATE TABLE copy_detached AS SELECT c.conname::text AS name, r.relname::text AS holder,
                    pg_get_constraintdef(c.oid) AS definition
                FROM pg_constraint AS c JOIN pg_class AS r ON r.oid = c.conrelid
                WHERE c.contype = 'f' AND c.conparentid = 0 AND c.connamespace = 'parta'::regnamespace
                """)
        for row in try Row.fetchAll(db, sql: "SELECT name, holder FROM copy_detached") {
            let (name, holder): (String, String) = (row["name"], row["holder"])
            try db.execute(sql: "ALTER TABLE \"\(holder)\" DROP CONSTRAINT \"\(name)\"")
        }
        for table in try db.connection.tables() {
            try db.execute(sql: "ALTER TABLE \(table.quotedName) DISABLE TRIGGER USER")
        }
    }

    /// The tables that are there whole.
    func copied() throws -> [String: PostgresCopy.Table] {
        let tables = try Row.fetchAll(db, sql: "SELECT name, rows, hash FROM copied_table WHERE name <> ''").map {
            PostgresCopy.Table(name: $0["name"], rows: $0["rows"], hash: $0["hash"])
        }
        return Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) })
    }

    func note(_ table: PostgresCopy.Table) throws {
        try db.execute(
            sql: "INSERT INTO copied_table (name, rows, hash) VALUES (?, ?, ?)",
            arguments: [table.name, table.rows, table.hash])
    }

    /// Brings references and triggers back, which looks at every row, and has numbers go on after the last.
    func finish(_ tables: [TableShape]) throws {
        for row in try Row.fetchAll(db, sql: "SELECT name, holder, definition FROM copy_detached") {
            let (name, holder, definition): (String, String, String) = (row["name"], row["holder"], row["definition"])
            try db.execute(sql: "ALTER TABLE \"\(holder)\" ADD CONSTRAINT \"\(name)\" \(definition)")
        }
        for table in tables {
            try db.execute(sql: "ALTER TABLE \(table.quotedName) ENABLE TRIGGER USER")
        }
        let numbered = try Row.fetchAll(
            db,
            sql: """
                SELECT c.relname, a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
                WHERE c.relnamespace = 'parta'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                    AND a.attnum > 0 AND NOT a.attisdropped
                    AND pg_get_serial_sequence(format('parta.%I', c.relname), a.attname) IS NOT NULL
                """)
        for row in numbered {
            let (table, column): (String, String) = (row["relname"], row["attname"])
            try db.execute(
                sql: """
                    SELECT setval(pg_get_serial_sequence('parta."\(table)"', '\(column)'),
                        coalesce((SELECT max("\(column)") FROM "\(table)"), 0) + 1, false)
                    """)
        }
        // What a hub has is told by number, also where all envelopes are forgotten.
        try db.execute(
            sql: """
                SELECT setval('parta.envelope_number',
                    greatest(last_value, (SELECT coalesce(max(position), 0) + 1 FROM forwarding)), false) FROM envelope_number
                """)
        try db.execute(sql: "DROP TABLE copy_detached")
        try db.execute(sql: "DROP TABLE copied_table")
    }
}
