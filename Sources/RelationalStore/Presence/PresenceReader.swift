internal import Relational
internal import Reports
internal import Store

/// Reads of many schools how many there are of some categories, and how sure that is.
struct PresenceReader {
    let db: Database
    let query: Query
    let categories: Set<Reports.Category>
    /// Nil for all.
    let schools: Set<String>?

    /// As it is kept.
    func kept(_ scope: Scope) throws -> [String: SchoolPresence] {
        let filter = try Filter(query, scope: scope, in: db)
        var all: [String: SchoolPresence] = [:]
        let cursor = try Row.fetchCursor(
            db, sql: PresenceSQL.presence(filter, categories), arguments: filter.arguments)
        while let row = try cursor.next() {
            let school: String = row["school_id"]
            guard schools?.contains(school) ?? true else { continue }
            var presence =
                all[school]
                ?? SchoolPresence(
                    coverage: Coverage(registered: row["registered"], agents: row["agents"], live: row["live"]))
            let category: String? = row["category"]
            if let category = category.flatMap(Reports.Category.init(rawValue:)) {
                presence.counts[category] = StockRange(low: row["low"], high: row["high"])
            }
            all[school] = presence
        }
        return all
    }

    /// As it was on an earlier day.
    func past(_ scope: Scope, from past: PastSchools) throws -> [String: SchoolPresence] {
        var all: [String: SchoolPresence] = [:]
        for place in try SchoolPlaces(db: db, query: query).all(scope) where schools?.contains(place.id) ?? true {
            let (told, counts) = try past.counts(of: place.id, byRoom: false)
            var presence = SchoolPresence(coverage: told.coverage, totals: counts)
            presence.counts = presence.counts.filter { categories.contains($0.key) }
            all[place.id] = presence
        }
        return all
    }
}
