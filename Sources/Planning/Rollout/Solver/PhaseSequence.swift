/// The phases of a problem: each holds the one before, and the sum over phases is to be large.
///
/// One phase is planned freely, the anchor; the phases before it choose among what it has built, those after it add to it.
/// Every phase is tried as the anchor, and the best sum counts. Each phase's bound is that of its money alone, so that
/// their sum bounds the whole.
struct PhaseSequence {
    let problem: RolloutProblem
    let seed: UInt64
    let effort: SearchEffort
    private let budgets: [Double]

    init(_ problem: RolloutProblem, seed: UInt64, effort: SearchEffort) {
        self.problem = problem
        self.seed = seed
        self.effort = effort
        var budgets = problem.budgets.enumerated().map { phase, money in money - problem.committedCost(by: phase) }
        // What is built stays: no phase may spend what a later one owes to its contracts.
        for phase in budgets.indices.dropLast().reversed() { budgets[phase] = min(budgets[phase], budgets[phase + 1]) }
        self.budgets = budgets.map { max(0, $0) }
    }

    func plan(shouldStop: () -> Bool, progress: (RolloutProgress) -> Void) -> RolloutPlan {
        let count = budgets.count
        var best: [PlanAssembly.Stage] = []
        var bounds = [Double](repeating: .infinity, count: count)
        for anchor in (0..<count).reversed() {
            // What an earlier phase leaves to the anchor's choice is small work beside the anchor's own.
            let part = effort.share(1 / Double(count))
            let free = solve(
                RolloutGraph(problem, phase: anchor), phase: anchor, base: nil, effort: part, shouldStop: shouldStop,
                progress: progress)
            bounds[anchor] = free.upperBound
            let stages = around(free, anchor: anchor, effort: part.share(0.25), shouldStop: shouldStop)
            if best.isEmpty || value(stages) > value(best) { best = stages }
        }
        for phase in 0..<count { best[phase].upperBound = bounds[phase] }
        return PlanAssembly(problem: problem, stages: best).plan()
    }

    private func value(_ stages: [PlanAssembly.Stage]) -> Double {
        // The last phase decides which musts are met; its gain counts them above all weight.
        stages.enumerated().reduce(0) { sum, entry in
            let (phase, stage) = entry
            let musts = Double(metMusts(stage)) * stage.graph.services.mustGain
            return sum + stage.forest.gain + (phase == stages.count - 1 ? Double(stages.count) * musts : -musts)
        }
    }

    private func metMusts(_ stage: PlanAssembly.Stage) -> Int {
        let services = stage.graph.services
        return services.isMust.indices.count {
            services.isMust[$0] && stage.forest.service[$0] != RolloutServices.none
        }
    }

    private func around(
        _ free: PlanAssembly.Stage, anchor: Int, effort: SearchEffort, shouldStop: () -> Bool
    ) -> [PlanAssembly.Stage] {
        var stages = [free]
        for phase in (0..<anchor).reversed() {
            stages.insert(chosen(among: stages[0], phase: phase, effort: effort, shouldStop: shouldStop), at: 0)
        }
        for phase in (anchor + 1)..<max(anchor + 1, budgets.count) {
            stages.append(added(to: stages[stages.count - 1], phase: phase, effort: effort, shouldStop: shouldStop))
        }
        return stages
    }

    /// The best part of a later phase's forest that this phase can pay for.
    private func chosen(
        among later: PlanAssembly.Stage, phase: Int, effort: SearchEffort, shouldStop: () -> Bool
    ) -> PlanAssembly.Stage {
        let (services, _) = later.graph.services.only(later.forest.service, elsewhere: false)
        let pinned = pins(of: later)
        let graph = RolloutGraph(problem, phase: phase, pinned: pinned)
        let part = graph.keeping(services: services) { arc in
            let place = Int(graph.head[arc])
            let above = later.forest.arc[place]
            return above >= 0 && later.graph.tail[Int(above)] == graph.tail[arc]
                && later.graph.link[Int(above)] == graph.link[arc]
        }
        return solve(part, phase: phase, base: nil, effort: effort, shouldStop: shouldStop) { _ in }
    }

    /// What this phase's money adds to an earlier phase's forest.
    private func added(
        to earlier: PlanAssembly.Stage, phase: Int, effort: SearchEffort, shouldStop: () -> Bool
    ) -> PlanAssembly.Stage {
        let graph = RolloutGraph(problem, phase: phase, pinned: pins(of: earlier))
        let (services, numbers) = earlier.graph.services.only(earlier.forest.service, elsewhere: true)
        let kept = graph.keeping(services: services) { _ in true }
        let base = earlier.forest.moved(from: earlier.graph, to: kept, services: numbers)
        return solve(kept, phase: phase, base: base, effort: effort, shouldStop: shouldStop) { _ in }
    }

    /// For each node of a forest the link that leads to it.
    private func pins(of stage: PlanAssembly.Stage) -> [Int: Int] {
        var pinned: [Int: Int] = [:]
        for place in 1..<max(1, stage.graph.count) {
            let arc = Int(stage.forest.arc[place])
            guard arc >= 0, stage.graph.link[arc] >= 0 else { continue }
            pinned[Int(stage.graph.nodes[place])] = Int(stage.graph.link[arc])
        }
        return pinned
    }

    /// Once nothing can be gained by more, the rest of the effort goes into paying less for the same.
    private func cheapen(
        _ stage: inout PlanAssembly.Stage, over graph: RolloutGraph, _ effort: SearchEffort, spent: Int,
        _ shouldStop: () -> Bool, _ progress: (RolloutProgress) -> Void
    ) {
        guard let start = stage.forest.moved(from: stage.graph, to: graph) else { return }
        var cheaper = LeastCost(graph, best: start, seed: seed)
        let rest = SearchEffort(steps: effort.steps, work: max(1, effort.work - spent))
        let bound = stage.upperBound
        cheaper.run(rest, shouldStop: shouldStop) { told in
            progress(
                RolloutProgress(
                    step: told.steps, steps: effort.steps, value: told.best.gain, spent: told.best.cost,
                    upperBound: bound))
        }
        stage.graph = cheaper.graph
        stage.forest = cheaper.best
        stage.leastCost = cheaper.bound
    }

    private func solve(
        _ graph: RolloutGraph, phase: Int, base: RolloutForest?, effort: SearchEffort, shouldStop: () -> Bool,
        progress: (RolloutProgress) -> Void
    ) -> PlanAssembly.Stage {
        var solver = PhaseSolver(
            graph, budget: budgets[phase], maxHops: problem.maxHops,
            base: base ?? RolloutForest(count: graph.count), seed: seed)
        solver.run(effort, shouldStop: shouldStop, progress: progress)
        var bound = solver.weightBound(graph)
        // With one phase all plans that count meet as many musts as this one; an earlier phase may leave them for later.
        if budgets.count == 1 { bound = min(bound, solver.boundBesideMusts) }
        var stage = PlanAssembly.Stage(graph: solver.graph, forest: solver.best, upperBound: bound)
        let isFree = base == nil && budgets.count == 1 && problem.maxHops == nil && !graph.services.hasOthers
        if isFree, solver.isProven, !shouldStop() {
            cheapen(&stage, over: graph, effort, spent: solver.work, shouldStop, progress)
        }
        return stage
    }
}
