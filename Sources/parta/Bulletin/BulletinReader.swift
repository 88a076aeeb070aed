internal import Dashboard
internal import Foundation
internal import Store

/// Reads what a bulletin is made from: the period, and as many days before it.
struct BulletinReader {
    let store: any Store
    /// With the period's beginning and end, the area, the language, and what may be told of few children.
    let query: Query

    func reading() async throws -> BulletinReading {
        let scope = Scope.everything
        let since = query.since ?? query.asOf
        var plain = query
        plain.since = nil
        // What stood when the period began, and the lines' tests of as long before.
        var start = plain
        start.asOf = since.addingTimeInterval(-1)
        var earlier = start
        earlier.since = since.addingTimeInterval(-query.asOf.timeIntervalSince(since)).addingTimeInterval(-1)
        let grouping: ProgrammeGrouping =
            switch (query.area ?? "").split(separator: "/").count {
            case 0, 1: .country
            case 2: .region
            default: .district
            }
        // A bulletin is for everybody, and so says nothing of a programme that is marked sensitive.
        let hidden = try await store.sensitiveProgrammes()
        return BulletinReading(
            area: query.area, since: since, until: query.asOf, places: try await store.placeRows(plain, scope: scope),
            lines: try await store.lines(query, scope: scope),
            earlierLines: try await store.lines(earlier, scope: scope),
            coverage: try await store.coverage(plain, scope: scope),
            earlierCoverage: try await store.coverage(start, scope: scope),
            stock: try await store.stock(plain, scope: scope), earlierStock: try await store.stock(start, scope: scope),
            programmes: try await store.programmes(query, by: .programme, scope: scope).filter {
                !($0.programme.map(hidden.contains) ?? false)
            },
            indicators: try await store.indicators(plain, by: grouping, scope: scope).filter {
                !($0.programme.map(hidden.contains) ?? false)
            },
            years: try await store.schoolYears(plain, scope: scope))
    }
}
