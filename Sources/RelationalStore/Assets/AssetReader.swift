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
        let stock = query.filters.stock
        var told: (school: String, presence: [String: AssetPresence])?
        var rows: [AssetRow] = []
        let cursor = try Row.fetchCursor(
            db, sql: ReadingSQL.assets(filter, query, from: source, on: day, limit: isPast ? nil : query.limit),
            arguments: filter.arguments)
        while let row = try cursor.next() {
            var asset = try asset(row)
            if let past {
                if told?.school != asset.school { told = (asset.school, try past.assets(of: asset.school)) }
                asset.take(told?.presence[asset.inventoryNumber] ?? AssetPresence())
                guard stock.presence.map({ asset.presence == $0 }) ?? true, !stock.seenAgain || asset.seenAgain else {
                    continue
                }
            }
            rows.append(asset)
            if let limit = query.limit, rows.count >= limit { break }
        }
        return rows
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
