internal import Relational

/// What must be known of a table to replace a row of it.
struct PostgresTable {
    var key: [String] = []
    var columns: [String] = []

    /// All of the schema, by name.
    static func all(_ link: PostgresLink) throws -> [String: PostgresTable] {
        try link.send(
            """
            SELECT c.relname, a.attname, EXISTS (SELECT 1 FROM pg_index AS i
                WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey))
            FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'parta'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY c.relname, a.attnum
            """)
        let rows = PostgresRows(try link.lastResult())
        var tables: [String: PostgresTable] = [:]
        while let row = try rows.nextRow() {
            guard let table = row.text(at: 0), let column = row.text(at: 1), column != "rowid" else { continue }
            tables[table, default: PostgresTable()].columns.append(column)
            if row.integer(at: 2) == 1 { tables[table]?.key.append(column) }
        }
        return tables
    }

    /// What an insertion ends with to take the place of a row that has the same key: columns that it does not name have their
    /// defaults again, as in a new row.
    func replacement(naming named: [String]) -> String {
        let named = Set(named.isEmpty ? columns : named)
        let changes = columns.filter { !key.contains($0) }.map { column in
            "\"\(column)\" = " + (named.contains(column) ? "excluded.\"\(column)\"" : "DEFAULT")
        }
        let target = "ON CONFLICT (\(key.map { "\"\($0)\"" }.joined(separator: ", ")))"
        return changes.isEmpty ? "\(target) DO NOTHING" : "\(target) DO UPDATE SET \(changes.joined(separator: ", "))"
    }
}
