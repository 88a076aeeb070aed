/// Conditions of questions about assets, computers and stock: each that is set must hold.
public struct StockFilters: Sendable, Equatable {
    /// Only this category, computers among them.
    public var category: StockCategory?
    public var presence: Presence?
    public var state: AssetState?
    /// Only what was seen again after it was lost, stolen or written off.
    public var seenAgain = false
    /// A count for each room, not one for each school.
    public var byRoom = false
    /// Only computers with less memory; one of which nobody knows is not among them.
    public var ramBelowMiB: Int?
    /// Only computers older than so many years by their purchase, else by their firmware.
    public var olderThanYears: Int?

    public init() {}
}
