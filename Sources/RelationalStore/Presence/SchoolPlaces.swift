internal import Relational
internal import Store

/// Which schools a question is about that has to be worked out, in the order of their ids: not those that regions tell this hub of,
/// of which it knows nothing but what they told last.
struct SchoolPlaces {
    struct Place: Sendable {
        var id: String
        /// In the language asked for.
        var name: String
        var area: AreaPath
    }

    let db: Database
    let query: Query

    func all(_ scope: Scope) throws -> [Place] {
        let filter = try Filter(query, scope: scope, in: db)
        return try Row.fetchAll(
            db,
            sql: """
                SELECT s.id, \(SchoolColumns.nameList), s.country, s.region, s.district FROM \(filter.source.open) AS s
                \(filter.sql) \(filter.sql.isEmpty ? "WHERE" : "AND") \(HubSchools.isOwn) ORDER BY s.id
                """, arguments: filter.arguments
        ).map {
            Place(id: $0["id"], name: SchoolColumns.names($0).preferred(query.language), area: SchoolColumns.area($0))
        }
    }
}
