internal import Dashboard
internal import FoundationEssentials
internal import Store

/// Reads what an overview is made from: of all of it the store keeps the sums, so that no device and no line test is walked.
struct OverviewReader: Sendable {
    static let days = 60

    let store: any Store
    let scope: Scope
    /// For lines: with the beginning of their period.
    let query: Query

    func reading() async throws -> OverviewReading {
        var plain = query
        plain.since = nil
        var earlier = query
        earlier.asOf = query.since ?? query.asOf
        earlier.since = Query.start(ofDays: Self.days, before: earlier.asOf)
        // Up to the last second before this period's first day; schools and areas are those of today.
        earlier.asOf = earlier.asOf.addingTimeInterval(-1)
        var one = plain
        one.limit = 1
        return OverviewReading(
            places: try await store.places(plain, scope: scope), lines: try await store.lines(query, scope: scope),
            earlierLines: try await store.lines(earlier, scope: scope),
            coverage: try await store.coverage(plain, scope: scope),
            contracts: try await store.lineContracts(plain, scope: scope),
            newestReport: try await store.figures(plain, scope: scope).newestReport,
            isMadeUp: try await store.placeRows(one, scope: scope).first?.madeUp ?? false)
    }
}
