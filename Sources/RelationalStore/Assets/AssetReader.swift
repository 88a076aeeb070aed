internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Reads assets, with what is known of their being there.
struct AssetReader {
    let db: Database
    let query: Query
    /// Who tells of presence where the question is for an earlier day than the figures of now.
    var past: PastSchools?

    private var isPast: Bool { past != nil }

    func rows(scope: Scope) throws -> [AssetRow] {
        let today = try SchoolClock.region(in: db).day(of: query.asOf)
        let (day, source) = (today.description, try AssetSource(on: today, in: db))
        let filter = try filter(scope, day, source)
        guard let past else {
            return try Row.fetchAll(
                db, sql: ReadingSQL.assets(filter, query, from: source, on: day, limit: query.limit),
                arguments: filter.arguments
            ).map(asset)
        }
        // School by school: what presence leaves of a school's only its figures tell, and a page may be full after a few.
        let schools = try Filter(query, scope: scope, in: db).schools(in: db)
        var whole = query
        (whole.limit, whole.offset) = (nil, 0)
        let wanted = query.limit.map { $0 + query.offset } ?? .max
        var rows: [AssetRow] = []
        for school in schools where rows.count < wanted {
            let one = filter.of(school: school)
            let statement = try db.cachedStatement(
                sql: ReadingSQL.assets(one, whole, from: source, on: day, limit: nil))
            let assets = try Row.fetchAll(statement, arguments: one.arguments).map(asset)
            guard !assets.isEmpty else { continue }
            let known = try past.assets(of: school)
            rows += assets.compactMap { seen($0, known[$0.inventoryNumber] ?? AssetPresence()) }
        }
        return Array(rows.prefix(wanted).dropFirst(query.offset))
    }

    /// - Returns: nil for what presence leaves out.
    private func seen(_ asset: AssetRow, _ known: AssetPresence) -> AssetRow? {
        var asset = asset
        asset.take(known)
        let stock = query.filters.stock
        return (stock.presence.map { asset.presence == $0 } ?? true) && (!stock.seenAgain || asset.seenAgain)
            ? asset : nil
    }

    private func filter(_ scope: Scope, _ day: String, _ source: AssetSource) throws -> Filter {
        var filter = try Filter(query, scope: scope, in: db)
        let stock = query.filters.stock
        filter.add("a.registered_on <= ?", day)
        filter.add("\(source.room) = ?", query.room)
        filter.add("a.category = ?", stock.category?.rawValue ?? query.category?.rawValue)
        filter.add("a.programme_id = ?", query.filters.programme)
        filter.add(
            "EXISTS (SELECT 1 FROM asset_funder AS f WHERE f.asset_id = a.id AND f.funder = ?)", query.filters.funder)
        filter.add("\(AssetSQL.state(on: "'\(day)'")) = ?", stock.state?.rawValue)
        if !isPast {
            filter.add("coalesce(k.presence, 'registered') = ?", stock.presence?.rawValue)
            if stock.seenAgain { filter.add("k.seen_again = ?", true) }
        }
        return filter
    }

    private func asset(_ row: Row) throws -> AssetRow {
        let presence: String? = row["presence"]
        let seenAgain: Bool? = row["seen_again"]
        return AssetRow(
            school: row["school_id"], schoolName: SchoolColumns.names(row).preferred(query.language),
            inventoryNumber: row["inventory_number"], category: try row.value(StockCategory.self, "category"),
            room: row["room"], vendor: row["vendor"], model: row["model"], serial: row["serial"],
            purchasedOn: row["purchased_on"], price: row["price"], currency: row["currency"],
            contract: row["contract"], funders: try AssetColumns.funders(of: row["id"], in: db),
            programme: row["programme_id"], state: try row.value(AssetState.self, "state_then"),
            stateSince: row["since_then"], stateDocument: row["document_then"],
            presence: try presence.map { _ in try row.value(Presence.self, "presence") } ?? .registered,
            lastSeen: row["last_seen"], agent: try row.agentIfPresent("seen_by"), seenInRoom: row["seen_in_room"],
            seenAgain: seenAgain ?? false)
    }
}

extension AssetRow {
    fileprivate mutating func take(_ known: AssetPresence) {
        presence = known.presence
        lastSeen = known.lastSeen
        agent = known.agent
        seenInRoom = known.room
        seenAgain = known.seenAgain
    }
}
