import Relational
import Testing

/// Puts a row that tells of one school into every table that has none.
struct SchemaFiller {
    let db: Database
    let schema: Schema
    let school: String

    /// Columns whose checks want a certain value.
    private static let values: [String: DatabaseValue] = [
        "reader_token.role": .text("school"), "settings_change.settings": .text("{}"),
        "hub_school.told": .text("{}"), "hub_school.lines": .text("[]"), "delivery.serial_hash": .null,
        "computer_month.month": .text("2026-01"), "indicator_value.programme_id": .null,
    ]

    func fill(_ names: Set<String>) throws {
        // A region's token is of no school.
        try db.execute(
            sql: """
                INSERT INTO reader_token (id, hash, name, role, areas, created_at, created_by, expires_at)
                VALUES (77, x'77', 'region', 'region', '[]', 1, 'aset', 2);
                INSERT INTO hub_region (id, public_key, token_id, number, first_at, last_at, waiting, lost, release)
                VALUES ('region', x'01', 77, 1, 1, 1, 0, 0, '1.0')
                """)
        for name in names.sorted() where !["school", "agent", "erasure", "revocation"].contains(name) {
            try fill(#require(schema[name]))
        }
    }

    private func fill(_ table: Schema.Table) throws {
        guard try !tells(table) else { return }
        var values: [String: DatabaseValue] = [:]
        for reference in table.references where reference.parent != table.name {
            let parent = try #require(schema[reference.parent])
            let row = try self.row(of: parent, reference.keys)
            for (column, value) in zip(reference.columns, row) where values[column] == nil { values[column] = value }
        }
        for column in table.columns where values[column.name] == nil {
            values[column.name] = try value(column, of: table)
        }
        let columns = values.keys.sorted()
        try db.execute(
            sql: """
                INSERT INTO \(table.name) (\(columns.joined(separator: ", ")))
                VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
                """, arguments: StatementArguments(columns.compactMap { values[$0] }))
    }

    private func value(_ column: Schema.Column, of table: Schema.Table) throws -> DatabaseValue {
        if let value = Self.values["\(table.name).\(column.name)"] { return value }
        switch column.name {
        case "school_id", "from_school_id": return .text(school)
        case "agent_id": return .text(try #require(try agent()))
        default: break
        }
        guard column.isRequired || column.isKey else { return .null }
        switch column.type {
        case "INTEGER": return .integer(1)
        case "REAL": return .real(1)
        case "BLOB": return .bytes(.init([1]))
        default: return .text("x")
        }
    }

    private func agent() throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT agent_id FROM assignment WHERE school_id = ? ORDER BY agent_id", arguments: [school])
    }

    /// The keys of a row that tells of the school where its table can; one is made where there is none.
    private func row(of table: Schema.Table, _ keys: [String]) throws -> [DatabaseValue] {
        func find() throws -> [DatabaseValue]? {
            let condition = condition(table) ?? "?1 = ?1"
            return try Row.fetchOne(
                db, sql: "SELECT \(keys.joined(separator: ", ")) FROM \(table.name) WHERE \(condition) LIMIT 1",
                arguments: [school])?.databaseValues
        }
        if let found = try find() { return found }
        try fill(table)
        return try #require(try find())
    }

    private func tells(_ table: Schema.Table) throws -> Bool {
        guard let condition = condition(table) else {
            return try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(table.name))") ?? false
        }
        return try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM \(table.name) WHERE \(condition))", arguments: [school]) ?? false
    }

    /// That a row tells of the school; nil where a table's own columns cannot say.
    private func condition(_ table: Schema.Table) -> String? {
        let agents = "IN (SELECT p.agent_id FROM assignment AS p WHERE p.school_id = ?1)"
        if table.has("school_id") { return "school_id = ?1" }
        if table.name == "school" { return "id = ?1" }
        if table.name == "agent" { return "id \(agents)" }
        if table.has("agent_id") { return "agent_id \(agents)" }
        return nil
    }
}
