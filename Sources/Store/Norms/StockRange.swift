/// How many of a category a school has: verified at least, at most with what is on the books and what nobody can tell.
public struct StockRange: Sendable, Equatable {
    /// The most there may be of what nobody counts: more than any norm asks of a school.
    public static let nobodyKnows = 1_000_000

    public var low: Int
    /// Never below `low`.
    public var high: Int

    public init(low: Int, high: Int) {
        self.low = low
        self.high = max(low, high)
    }
}
