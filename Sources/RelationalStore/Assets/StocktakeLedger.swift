internal import Relational
internal import Reports
internal import Store

/// Counted lists, within one transaction.
struct StocktakeLedger {
    let db: Database

    /// - Throws: `StoreFailure.unknownSchool`.
    func bring(_ stocktakes: [Stocktake], dryRun: Bool) throws -> StocktakesImport {
        try SchoolCheck(db: db).require(stocktakes.map(\.school))
        var result = StocktakesImport()
        for stocktake in stocktakes {
            switch try kept(stocktake.school, stocktake.day) {
            case nil:
                result.outcome.added.append(stocktake.name)
                if !dryRun { try write(stocktake) }
            case stocktake?: result.outcome.unchanged.append(stocktake.name)
            default:
                result.outcome.changed.append(stocktake.name)
                if !dryRun { try write(stocktake) }
            }
            result.differences += stocktake.differences(
                booked: try booked(at: stocktake.school, on: stocktake.day), others: try elsewhere(stocktake))
        }
        return result
    }

    private func write(_ stocktake: Stocktake) throws {
        try db.execute(
            sql: "DELETE FROM stocktake WHERE school_id = ? AND day = ?", arguments: [stocktake.school, stocktake.day])
        let id = try db.insert(
            sql: "INSERT INTO stocktake (school_id, day, document) VALUES (?, ?, ?)",
            arguments: [stocktake.school, stocktake.day, stocktake.document], numbering: "id")
        let insertion = try db.cachedStatement(
            sql: """
                INSERT INTO stocktake_item (stocktake_id, position, inventory_number, category, room, count)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        for (position, item) in stocktake.items.enumerated() {
            try insertion.execute(arguments: [
                id, position, item.inventoryNumber, item.category?.rawValue, item.room, item.count,
            ])
        }
    }

    private func kept(_ school: String, _ day: String) throws -> Stocktake? {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT id, document FROM stocktake WHERE school_id = ? AND day = ?",
                arguments: [school, day])
        else { return nil }
        let items = try Row.fetchAll(
            db, sql: "SELECT * FROM stocktake_item WHERE stocktake_id = ? ORDER BY position",
            arguments: [row["id"] as Int]
        ).map { item in
            let category: String? = item["category"]
            return Stocktake.Item(
                inventoryNumber: item["inventory_number"],
                category: try category.map { _ in try item.value(StockCategory.self, "category") },
                room: item["room"], count: item["count"])
        }
        return Stocktake(school: school, day: day, document: row["document"], items: items)
    }

    /// What was on the school's books on a day, each in the state of that day.
    private func booked(at school: String, on day: String) throws -> [BookedAsset] {
        guard let date = CivilDate(day) else { return [] }
        let source = try AssetSource(on: date, in: db)
        return try Row.fetchAll(
            db,
            sql: """
                SELECT s.id AS school_id, \(source.number) AS inventory_number, \(source.room) AS room, a.*,
                    \(AssetSQL.state(on: "?2")) AS state_then
                FROM school AS s CROSS JOIN \(source.ofSchool) WHERE s.id = ?1 AND a.registered_on <= ?2
                """, arguments: [school, day]
        ).map(Self.asset)
    }

    private func elsewhere(_ stocktake: Stocktake) throws -> [BookedAsset] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT a.*, a.state AS state_then FROM asset AS a
                WHERE a.inventory_number = ? AND a.school_id <> ? ORDER BY a.school_id LIMIT 1
                """)
        return try stocktake.items.compactMap { item in
            guard let number = item.inventoryNumber else { return nil }
            return try Row.fetchOne(statement, arguments: [number, stocktake.school]).map(Self.asset)
        }
    }

    private static func asset(_ row: Row) throws -> BookedAsset {
        BookedAsset(
            school: row["school_id"], inventoryNumber: row["inventory_number"],
            category: try row.value(StockCategory.self, "category"), room: row["room"],
            state: try row.value(AssetState.self, "state_then"))
    }
}
