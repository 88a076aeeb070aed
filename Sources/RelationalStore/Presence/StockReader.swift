internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Reads how many of each category schools have.
struct StockReader {
    let db: Database
    let query: Query

    private var category: StockCategory? { query.filters.stock.category ?? query.category.map(StockCategory.device) }

    /// As it is kept, school by school until there are rows enough.
    func kept(_ scope: Scope) throws -> [StockRow] {
        let filter = try Filter(query, scope: scope, in: db)
        let wanted = query.limit.map { $0 + query.offset } ?? .max
        var rows: [StockRow] = []
        for school in try filter.schools(in: db) where rows.count < wanted {
            rows += try kept(school, filter)
        }
        return Array(rows.prefix(wanted).dropFirst(query.offset))
    }

    private func kept(_ school: String, _ filter: Filter) throws -> [StockRow] {
        var filter = filter.of(school: school)
        filter.add("k.category = ?", category?.rawValue)
        filter.add("k.room = ?", query.room)
        let statement = try db.cachedStatement(sql: PresenceSQL.stock(filter, query))
        return try Row.fetchAll(statement, arguments: filter.arguments).map { row in
            var count = StockCount(category: try row.value(StockCategory.self, "category"), room: row["room"])
            count.low = row["low"]
            count.high = row["high"]
            count.verified = row["verified"]
            count.registered = row["registered"]
            count.notSeen = row["not_seen"]
            count.noData = row["no_data"]
            count.outOfOrder = row["out_of_order"]
            count.seenAgain = row["seen_again"]
            let coverage = Coverage(registered: row["pcs"], agents: row["agents"], live: row["live"])
            return StockRow(
                school: row["school_id"], schoolName: SchoolColumns.names(row).preferred(query.language),
                area: SchoolColumns.area(row), count: count, coverage: coverage.share, day: row["day"])
        }
    }

    /// As it was on an earlier day, school by school until there are rows enough.
    func past(_ scope: Scope, from schools: PastSchools) throws -> [StockRow] {
        let byRoom = query.filters.stock.byRoom || query.room != nil
        let wanted = query.limit.map { $0 + query.offset } ?? .max
        var rows: [StockRow] = []
        for school in try SchoolPlaces(db: db, query: query).all(scope) where rows.count < wanted {
            let (told, counts) = try schools.counts(of: school.id, byRoom: byRoom)
            for count in counts
            where (category.map { count.category == $0 } ?? true) && (query.room.map { count.room == $0 } ?? true) {
                rows.append(
                    StockRow(
                        school: school.id, schoolName: school.name, area: school.area, count: count,
                        coverage: told.coverage.share, day: told.day))
            }
        }
        return Array(rows.prefix(wanted).dropFirst(query.offset))
    }
}
