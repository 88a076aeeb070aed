public import Reports

/// What presence says of one school as far as norms and programmes ask: how many of each category, and how sure that is.
public struct SchoolPresence: Sendable, Equatable {
    /// Verified at least; at most with what is on the books and with what nobody can tell.
    public var counts: [Reports.Category: StockRange]
    public var coverage: Coverage

    public init(counts: [Reports.Category: StockRange] = [:], coverage: Coverage = Coverage()) {
        self.counts = counts
        self.coverage = coverage
    }

    /// - Parameter totals: of the school's stock, by category over all rooms.
    public init(coverage: Coverage, totals: [StockCount]) {
        self.init(coverage: coverage)
        for count in totals {
            guard case .device(let category) = count.category else { continue }
            counts[category] = StockRange(low: count.low, high: count.high)
        }
    }

    /// Of all that a thing bought as this may be seen as: a tablet that no rule knows may be a telephone, so that it counts
    /// as a tablet at most.
    public func range(of category: Reports.Category) -> StockRange {
        let kinds = category.mayBeSeenAs.map { counts[$0] ?? StockRange(low: 0, high: 0) }
        return StockRange(
            low: counts[category]?.low ?? 0, high: kinds.reduce(0) { $0 + $1.high })
    }
}

extension [String: SchoolPresence] {
    /// Over some of the schools; nil where these have no computer.
    func coverage(of schools: some Sequence<String>) -> Double? {
        schools.reduce(Coverage()) { $0 + (self[$1]?.coverage ?? Coverage()) }.share
    }
}
