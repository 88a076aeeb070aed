internal import Relational
internal import Reports
internal import Store

/// Puts a mark in place of a person's name wherever it stands, within one transaction a call.
///
/// What was done, when and to what stays as it was. Triggers hold the log and schools' words to that; they look away only
/// within a transaction that has opened a person's erasure and closes it again.
struct PersonErasure {
    let db: Database

    /// Where a name stands alone, as the author's; `?1` is the name, `?2` the mark.
    static let authors: [ErasedTable] = [
        author(.log, "audit", "who", key: "position"),
        author(.words, "school_word", "who", key: "id"),
        author(.mentions, "settings_change", "changed_by", key: "version"),
        author(.mentions, "gateway_opening", "opened_by", key: "school_id, opened_at"),
        author(.mentions, "line_gateway", "opened_by", key: "school_id, gateway"),
        author(.mentions, "gateway_move", "moved_by", key: "school_id, gateway, moved_at"),
        author(.mentions, "asset_state", "noted_by", key: "id"),
        author(.mentions, "plan", "made_by", key: "id"),
        author(.mentions, "plan", "approved_by", key: "id"),
        author(.mentions, "plan_progress", "noted_by", key: "id"),
        author(.tokens, "reader_token", "created_by", key: "id"),
        author(.tokens, "reader_token", "name", key: "id"),
    ]

    /// A column of texts in which it may stand among other words.
    struct Text: Sendable {
        let what: ErasureKind
        let table: String
        let column: String
        /// A number.
        let key: String
    }

    static let texts = [
        Text(what: .log, table: "audit", column: "object", key: "position"),
        Text(what: .log, table: "audit", column: "detail", key: "position"),
        Text(what: .words, table: "school_word", column: "note", key: "id"),
        Text(what: .mentions, table: "school_successor", column: "note", key: "position"),
    ]

    private static func author(_ what: ErasureKind, _ table: String, _ column: String, key: String) -> ErasedTable {
        ErasedTable(what, table, key: key, where: "\(column) = ?1", .set("\(column) = ?2"))
    }

    func count(_ name: ErasedName) throws -> ErasureTally {
        var tally = ErasureTally()
        for table in Self.authors {
            tally.add(try Int.fetchOne(db, sql: table.counting, arguments: [name.name]) ?? 0, table.what)
        }
        for text in Self.texts {
            var last = Int.min
            while let end = try page(text, name, after: last, limit: 2_000, { tally.add($0.count, text.what) }) {
                last = end
            }
        }
        guard tally.rows > 0 else { throw StoreFailure.unknownPerson }
        return tally
    }

    /// Texts that the name stands in, some at a time.
    /// - Parameter visit: is given their keys.
    /// - Returns: the key after which to go on; nil after the last.
    func page(
        _ text: Text, _ name: ErasedName, after: Int, limit: Int, _ visit: ([Int]) throws -> Void
    ) throws -> Int? {
        let escaped = name.name.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(text.key) AS number, \(text.column) AS words FROM \(text.table)
                WHERE \(text.key) > ? AND \(text.column) LIKE ? ESCAPE '\\' ORDER BY \(text.key) LIMIT ?
                """, arguments: [after, "%\(escaped)%", limit])
        try visit(
            rows.filter { name.replaced(by: "", in: $0["words"] as String) != nil }.map { $0["number"] as Int })
        return rows.last.map { $0["number"] }
    }

    // MARK: Erasing

    /// - Returns: the mark, which tells nothing but that it is of one person.
    func begin(_ order: ErasureOrder) throws -> String {
        let number = try db.insert(
            sql: "INSERT INTO erased_person (at, is_open) VALUES (?, 0)", arguments: [order.at.seconds],
            numbering: "number")
        return "erased-\(number)"
    }

    func erase(_ table: ErasedTable, _ name: ErasedName, by mark: String, limit: Int) throws -> Int {
        try opened {
            try db.execute(sql: table.erasing(limit: limit), arguments: [name.name, mark])
            return db.changesCount
        }
    }

    func erase(_ text: Text, _ keys: [Int], _ name: ErasedName, by mark: String) throws {
        try opened {
            for key in keys {
                let words = try String.fetchOne(
                    db, sql: "SELECT \(text.column) FROM \(text.table) WHERE \(text.key) = ?", arguments: [key])
                guard let words, let replaced = name.replaced(by: mark, in: words) else { continue }
                try db.execute(
                    sql: "UPDATE \(text.table) SET \(text.column) = ? WHERE \(text.key) = ?",
                    arguments: [replaced, key])
            }
        }
    }

    private func opened<Result>(_ body: () throws -> Result) throws -> Result {
        try db.execute(sql: "UPDATE erased_person SET is_open = 1")
        let result = try body()
        try db.execute(sql: "UPDATE erased_person SET is_open = 0")
        return result
    }

    func end(_ name: ErasedName, by mark: String, rows: Int, _ order: ErasureOrder) throws {
        try RelationalStore.enter(
            AuditEntry(
                at: order.at, who: order.who == name.name ? mark : order.who, action: .personErased, object: mark,
                detail: "\(rows) rows; \(name.replaced(by: mark, in: order.reason) ?? order.reason)"), in: db)
    }
}
