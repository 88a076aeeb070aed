/// Plans a fiber rollout: the best plan found within the steps, and a bound that no plan exceeds.
///
/// Greedy construction, ruin and recreate over paths, and Lagrangian bounds over dual ascent that let arcs go; small rests
/// are settled by branch and bound. The same problem, seed and steps give the same plan on every machine; `shouldStop`
/// ends the search early with the best so far. docs/planning.md states the model and what the bound means.
public struct RolloutSolver: Sendable {
    public var problem: RolloutProblem
    public var seed: UInt64
    /// How many repairs the search may try in all phases together; `nil` is as much work as a problem of 500 nodes takes at most
    /// a second for, and more for larger ones.
    public var steps: Int?

    public init(_ problem: RolloutProblem, seed: UInt64 = 1, steps: Int? = nil) {
        self.problem = problem
        self.seed = seed
        self.steps = steps
    }

    /// - Parameters:
    ///   - shouldStop: Asked after every step; the first plan is made before it is asked.
    ///   - progress: Told of the first plan, whenever the plan became better, and after at most some thousand steps without;
    ///     in several phases the figures are those of the phase under work.
    /// - Throws: `RolloutProblemError` for a problem that cannot be planned.
    public func solve(
        shouldStop: () -> Bool = { false }, progress: (RolloutProgress) -> Void = { _ in }
    ) throws -> RolloutPlan {
        try problem.validate()
        let effort = SearchEffort(steps: steps, nodes: problem.nodes.count)
        let phases = PhaseSequence(problem, seed: seed, effort: effort)
        return phases.plan(shouldStop: shouldStop, progress: progress)
    }
}
