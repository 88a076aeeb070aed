/// How many of a category a school has: verified at least, at most with what is on the books and what nobody can tell.
public struct StockRange: Sendable, Equatable {
    public var low: Int
    /// Never below `low`.
    public var high: Int

    public init(low: Int, high: Int) {
        self.low = low
        self.high = max(low, high)
    }
}
