/// Where a plan stands at the end of one phase; all figures include the phases before.
public struct RolloutPhase: Sendable, Hashable {
    /// The money of this phase and of those before.
    public var budget: Double
    public var spent: Double
    /// The weight connected.
    public var weight: Double
    /// The sites connected.
    public var sites: Int
    /// No plan can have connected more weight by then.
    public var upperBound: Double

    public init(budget: Double, spent: Double, weight: Double, sites: Int, upperBound: Double) {
        self.budget = budget
        self.spent = spent
        self.weight = weight
        self.sites = sites
        self.upperBound = upperBound
    }
}
