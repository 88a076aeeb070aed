/// How many of a category a school has: seen lately at least, ever seen within a year at most.
public struct StockRange: Sendable, Equatable {
    public var low: Int
    /// Never below `low`.
    public var high: Int

    public init(low: Int, high: Int) {
        self.low = low
        self.high = max(low, high)
    }
}
