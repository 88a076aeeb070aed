/// Another way than fiber to serve one site: satellite, cellular, a point-to-point radio.
public struct SiteTechnology: Sendable, Hashable {
    /// Unique at its site; `fiber` is not free.
    public var name: String
    /// All that it costs the budget: capital, or N years of it by the caller's setting.
    public var cost: Double
    /// What serving the site this way is worth, in the unit of `RolloutNode.weight`.
    public var weight: Double

    public init(name: String, cost: Double, weight: Double) {
        self.name = name
        self.cost = cost
        self.weight = weight
    }
}
