/// What the fiber rollout is asked: connect as much weight as the money of the phases allows.
///
/// Find a forest hanging from the sources whose cost fits the budget and whose served sites weigh the most: the Steiner
/// tree problem with revenues, budget and hop constraints (Costa, Cordeau, Laporte, Networks 53, 2009),
/// here with several sources, fixed costs, other technologies and phases. docs/planning.md states the model.
public struct RolloutProblem: Sendable, Hashable {
    public var nodes: [RolloutNode]
    public var links: [RolloutLink]
    /// The money that each phase adds, in order, in the currency of all costs; what a phase leaves is carry-over for the
    /// next. One phase is a plain budget.
    public var phases: [Double]
    /// The most sites on a way from a source, the last one counted and the source not; junctions count nothing.
    /// `nil` is no limit.
    public var maxHops: Int?

    public init(nodes: [RolloutNode], links: [RolloutLink], phases: [Double], maxHops: Int? = nil) {
        self.nodes = nodes
        self.links = links
        self.phases = phases
        self.maxHops = maxHops
    }

    /// One phase.
    public init(nodes: [RolloutNode], links: [RolloutLink], budget: Double, maxHops: Int? = nil) {
        self.init(nodes: nodes, links: links, phases: [budget], maxHops: maxHops)
    }

    /// The money of all phases.
    public var budget: Double { phases.reduce(0, +) }

    /// What can be spent by the end of each phase.
    public var budgets: [Double] {
        var sum = 0.0
        return phases.map { money in
            sum += money
            return sum
        }
    }
}
