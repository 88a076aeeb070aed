internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// What stands on schools' books, within one transaction.
struct AssetLedger {
    let db: Database
    /// The day of the import, at school.
    let today: String
    let time: Date
    /// Who imports.
    let by: String?

    /// An asset as it is kept.
    private struct Kept {
        var id: Int
        var asset: Asset
    }

    /// - Throws: `StoreFailure.unknownSchool`, `.closedSchool`, `.doubledAsset`.
    func bring(_ assets: [Asset], dryRun: Bool) throws -> ImportOutcome {
        try SchoolCheck(db: db).require(assets.map(\.school), openOn: today)
        var outcome = ImportOutcome()
        var names = Set<String>()
        for asset in assets {
            guard names.insert(asset.name).inserted else { throw StoreFailure.doubledAsset(asset.name) }
            guard let kept = try kept(asset.school, asset.inventoryNumber) else {
                outcome.added.append(asset.name)
                if !dryRun { try add(asset) }
                continue
            }
            let change = try stateChange(asset, kept)
            guard change != nil || !isSame(asset, kept.asset) else {
                outcome.unchanged.append(asset.name)
                continue
            }
            outcome.changed.append(asset.name)
            if dryRun { continue }
            try write(asset, kept.id)
            if let change { try enter(change, of: kept.id) }
        }
        return outcome
    }

    /// But for the state, which is compared with the whole history.
    private func isSame(_ asset: Asset, _ kept: Asset) -> Bool {
        var asset = asset
        (asset.state, asset.stateSince, asset.stateDocument) = (kept.state, kept.stateSince, kept.stateDocument)
        return asset == kept
    }

    /// What the row adds to the history: nothing where it says no state, or one that is known, by its day where the row has
    /// one, else as the state that holds.
    private func stateChange(_ asset: Asset, _ kept: Kept) throws -> AssetStateChange? {
        guard let state = asset.state else { return nil }
        if let since = asset.stateSince {
            let known = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM asset_state
                        WHERE asset_id = ? AND since = ? AND state = ? AND document IS ?)
                    """, arguments: [kept.id, since, state.rawValue, asset.stateDocument])
            return known == true ? nil : AssetStateChange(state: state, since: since, document: asset.stateDocument)
        }
        let isKnown =
            kept.asset.state == state
            && (asset.stateDocument == nil || asset.stateDocument == kept.asset.stateDocument)
        return isKnown ? nil : AssetStateChange(state: state, since: today, document: asset.stateDocument)
    }

    private func add(_ asset: Asset) throws {
        let state = AssetStateChange(
            state: asset.state ?? .inUse, since: asset.stateSince ?? asset.purchasedOn ?? today,
            document: asset.stateDocument)
        let number = try db.insertCached(
            sql: """
                INSERT INTO asset (school_id, inventory_number, category, state, state_since, registered_on)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                asset.school, asset.inventoryNumber, asset.category.rawValue, state.state.rawValue, state.since,
                asset.purchasedOn ?? min(state.since, today),
            ], numbering: "id")
        let id = Int(number)
        try write(asset, id)
        try enter(state, of: id)
    }

    private func write(_ asset: Asset, _ id: Int) throws {
        try db.cachedStatement(
            sql: """
                UPDATE asset SET category = ?, room = ?, vendor = ?, model = ?, serial = ?, serial_hash = ?,
                    purchased_on = ?, price = ?, currency = ?, contract = ?, programme_id = ?
                WHERE id = ?
                """
        ).execute(arguments: [
            asset.category.rawValue, asset.room, asset.vendor, asset.model, asset.serial?.plain, asset.serial?.hash,
            asset.purchasedOn, asset.price, asset.currency, asset.contract, asset.programme, id,
        ])
        try db.cachedStatement(sql: "DELETE FROM asset_funder WHERE asset_id = ?").execute(arguments: [id])
        let insertion = try db.cachedStatement(
            sql: "INSERT INTO asset_funder (asset_id, funder, share) VALUES (?, ?, ?)")
        for funder in asset.funders { try insertion.execute(arguments: [id, funder.name, funder.share]) }
    }

    /// A state that began before the one that holds joins the history and changes nothing else.
    private func enter(_ change: AssetStateChange, of id: Int) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO asset_state (asset_id, state, since, document, noted_at, noted_by) VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [id, change.state.rawValue, change.since, change.document, time.seconds, by])
        try db.cachedStatement(
            sql: """
                UPDATE asset SET (state, state_since, state_document) =
                    (SELECT state, since, document FROM asset_state WHERE asset_id = ?1 ORDER BY since DESC, id DESC LIMIT 1)
                WHERE id = ?1
                """
        ).execute(arguments: [id])
    }

    private func kept(_ school: String, _ number: String) throws -> Kept? {
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM asset WHERE school_id = ? AND inventory_number = ?")
        guard let row = try Row.fetchOne(statement, arguments: [school, number]) else { return nil }
        let hash: String? = row["serial_hash"]
        let id: Int = row["id"]
        let funders = try AssetColumns.funders(of: id, in: db)
        return Kept(
            id: id,
            asset: Asset(
                school: school, inventoryNumber: number, category: try row.value(StockCategory.self, "category"),
                room: row["room"], vendor: row["vendor"], model: row["model"],
                serial: hash.map { SerialMark(hash: $0, plain: row["serial"]) }, purchasedOn: row["purchased_on"],
                price: row["price"], currency: row["currency"], contract: row["contract"], funders: funders,
                programme: row["programme_id"], state: try row.value(AssetState.self, "state"),
                stateSince: row["state_since"], stateDocument: row["state_document"]))
    }
}
