internal import Foundation
internal import Relational
public import Store

extension RelationalStore {
    public func placeRows(_ query: Query, scope: Scope) async throws -> [PlaceRow] {
        try await read { db in
            let filter = try Filter(of: .places, query, scope: scope, in: db)
            return try Row.fetchAll(db, sql: ReadingSQL.places(filter, query), arguments: filter.arguments).map {
                PlaceRow(try SchoolColumns.school($0), language: query.language)
            }
        }
    }
}
