import Relational

/// A database's tables as SQLite describes them.
struct Schema: Sendable {
    struct Column: Sendable {
        var name: String
        var type: String
        var isRequired: Bool
        var isKey: Bool
    }

    struct Reference: Sendable {
        var parent: String
        var columns: [String]
        var keys: [String]
    }

    struct Table: Sendable {
        var name: String
        var columns: [Column]
        var references: [Reference]

        func has(_ column: String) -> Bool { columns.contains { $0.name == column } }
    }

    let tables: [Table]

    init(_ db: Database) throws {
        let names = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'
                ORDER BY name
                """)
        tables = try names.map { name in
            let columns = try Row.fetchAll(db, sql: "PRAGMA table_info(\(name))").map { row in
                Column(
                    name: row["name"], type: row["type"], isRequired: row["notnull"], isKey: (row["pk"] as Int) > 0)
            }
            var references: [Int: Reference] = [:]
            for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_list(\(name))") {
                let (id, key): (Int, String?) = (row["id"], row["to"])
                var reference = references[id] ?? Reference(parent: row["table"], columns: [], keys: [])
                reference.columns.append(row["from"])
                reference.keys.append(key ?? "id")
                references[id] = reference
            }
            return Table(name: name, columns: columns, references: references.sorted { $0.key < $1.key }.map(\.value))
        }
    }

    subscript(_ name: String) -> Table? { tables.first { $0.name == name } }

    /// Tables in which a text, alone or within another, stands in any column.
    func mentions(of text: String, in db: Database) throws -> [String] {
        try tables.filter { table in
            let columns = table.columns.filter { $0.type == "TEXT" }.map { "instr(\($0.name), ?1) > 0" }
            guard !columns.isEmpty else { return false }
            return try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM \(table.name) WHERE \(columns.joined(separator: " OR ")))",
                arguments: [text]) ?? false
        }.map(\.name)
    }

    /// How many rows each table has of other schools.
    func rows(besides school: String, in db: Database) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for table in tables where table.has("school_id") && table.name != "erasure" {
            counts[table.name] = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM \(table.name) WHERE school_id <> ?", arguments: [school])
        }
        return counts
    }
}
