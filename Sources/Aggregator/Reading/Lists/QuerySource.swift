public import Store

/// Where a question is answered: by a database, or by a server over one.
public protocol QuerySource: Sendable {
    /// The rows that match, in the list's order.
    func rows<Row>(_ list: RowList<Row>, _ query: Query) async throws -> [Row]
}

/// The database itself, which whoever holds it sees whole.
public struct StoreSource: QuerySource {
    let store: any Store

    public init(_ store: any Store) { self.store = store }

    public func rows<Row>(_ list: RowList<Row>, _ query: Query) async throws -> [Row] {
        try await list.read(store, query, .everything)
    }
}

extension QuerySource {
    /// Where the schools of some rows lie, by their ids.
    public func places<Row>(
        of rows: [Row], in list: RowList<Row>, _ query: Query
    ) async throws -> [String: PlaceRow] {
        var schools = Query(
            asOf: query.asOf, area: query.area, school: query.school, language: query.language,
            filters: QueryFilters(name: query.filters.name, type: query.filters.type, rural: query.filters.rural))
        schools.asItWas = query.asItWas
        let places: [PlaceRow] =
            if let place = list.place { rows.map(place) } else { try await self.rows(.places, schools) }
        return Dictionary(places.map { ($0.school, $0) }) { first, _ in first }
    }
}
