/// What more or less money would connect: plans of one problem at several budgets.
public struct RolloutCurve: Sendable, Hashable {
    public struct Point: Sendable, Hashable {
        public var budget: Double
        public var spent: Double
        public var weight: Double
        public var sites: Int
        public var upperBound: Double
    }

    /// By budget, least first; no point connects less than one with less money.
    public let points: [Point]
    /// For each node the least of the budgets at which it is connected; `nil` where none does.
    public let budgetOfNode: [Double?]

    /// - Parameters:
    ///   - budgets: The budgets of one phase to plan with; phases of the problem are put together.
    ///   - steps: As for `RolloutSolver`, for each budget.
    ///   - shouldStop: As for `RolloutSolver`, with the place of the budget, least first.
    ///   - check: Is handed each plan with its problem, before anything is made of it.
    /// - Throws: `RolloutProblemError`, and what `check` throws.
    public init(
        _ problem: RolloutProblem, budgets: [Double], seed: UInt64 = 1, steps: Int? = nil,
        shouldStop: (Int) -> Bool = { _ in false }, check: (RolloutPlan, RolloutProblem) throws -> Void = { _, _ in }
    ) throws {
        var points: [Point] = []
        var budgetOfNode = [Double?](repeating: nil, count: problem.nodes.count)
        for (place, budget) in Set(budgets).sorted().enumerated() {
            var part = problem
            part.phases = [budget]
            for index in part.links.indices where part.links[index].committedPhase != nil {
                part.links[index].committedPhase = 0
            }
            let plan = try RolloutSolver(part, seed: seed, steps: steps).solve(shouldStop: { shouldStop(place) })
            try check(plan, part)
            for (node, site) in plan.sites.enumerated() where site.technology != nil && budgetOfNode[node] == nil {
                budgetOfNode[node] = budget
            }
            var point = Point(
                budget: budget, spent: plan.spent, weight: plan.weight, sites: plan.connected,
                upperBound: plan.upperBound)
            // A plan for less money is one for more.
            if let last = points.last, last.weight > point.weight {
                (point.spent, point.weight, point.sites) = (last.spent, last.weight, last.sites)
            }
            points.append(point)
        }
        self.points = points
        self.budgetOfNode = budgetOfNode
    }
}
