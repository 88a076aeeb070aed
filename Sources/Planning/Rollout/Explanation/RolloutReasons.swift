/// For every site of a plan the reason it is connected or not, and what it costs or would cost.
public struct RolloutReasons: Sendable, Hashable {
    /// One for each node of the problem; `nil` for junctions.
    public let sites: [RolloutReason?]

    /// - Parameters:
    ///   - problem: A problem that `validate` accepts.
    ///   - plan: A plan of it that `RolloutInvariants` accepts.
    public init(_ problem: RolloutProblem, _ plan: RolloutPlan) {
        let last = problem.phases.count - 1
        let graph = RolloutGraph(problem, phase: last)
        let away = Ways(graph, from: RolloutForest(count: graph.count), maxHops: problem.maxHops)
        let anyHops = CutGraph.fewestHops(graph)
        var isPassed = [Bool](repeating: false, count: problem.nodes.count)
        for segment in plan.segments { isPassed[segment.from] = true }
        var finished = RolloutForest(count: graph.count)
        for segment in plan.segments { Self.join(segment, &finished, problem, graph) }
        let near = Ways(graph, from: finished, maxHops: problem.maxHops)
        // Asks every link: once, and not for every site.
        let budget = problem.budget - problem.committedCost(by: last)
        sites = problem.nodes.indices.map { node in
            guard problem.nodes[node].kind == .site || problem.nodes[node].isSource else { return nil }
            if problem.nodes[node].isSource { return RolloutReason(cause: .alreadyConnected) }
            let place = Int(graph.places[node])
            let site = Site(
                node: problem.nodes[node], plan: plan.sites[node], fromSource: away.costs[place],
                fromPlan: near.costs[place], isLinked: anyHops[place] < .max)
            return site.reason(
                spent: plan.spent, budget: budget,
                saving: Self.saving(node, isPassed: isPassed[node], problem, plan))
        }
    }

    /// Brings a segment's end onto the forest; a link that the graph has a cheaper twin of comes as the twin.
    private static func join(
        _ segment: RolloutSegment, _ forest: inout RolloutForest, _ problem: RolloutProblem, _ graph: RolloutGraph
    ) {
        let (from, to) = (Int(graph.places[segment.from]), Int(graph.places[segment.to]))
        if !forest.contains(from), let fee = graph.arc(from: RolloutGraph.root, to: from) {
            forest.attach(fee, in: graph)
        }
        if let arc = graph.arc(from: from, to: to), forest.contains(from), !forest.contains(to) {
            forest.attach(arc, in: graph)
        }
    }

    /// What leaving out one served site would save.
    private static func saving(
        _ node: Int, isPassed: Bool, _ problem: RolloutProblem, _ plan: RolloutPlan
    ) -> Double? {
        let site = plan.sites[node]
        switch site.technology {
        case nil: return nil
        case .other(let name): return problem.nodes[node].alternatives.first { $0.name == name }?.cost
        case .fiber:
            guard !isPassed, let link = site.link else { return problem.nodes[node].servedCost }
            let isPaid = problem.links[link].committedPhase == nil
            return problem.nodes[node].servedCost + (isPaid ? problem.links[link].cost : 0)
        }
    }

    /// The cheapest ways from a forest to every place within the hop limit.
    private struct Ways {
        let costs: ContiguousArray<Double>

        init(_ graph: RolloutGraph, from forest: RolloutForest, maxHops: Int?) {
            var generator = SeededGenerator(seed: 0)
            var paths = PathInsertion(graph, maxHops: maxHops, generator: &generator)
            for place in 0..<graph.count where forest.contains(place) { paths.addSource(place, of: forest) }
            paths.spread(limit: .greatestFiniteMagnitude, over: forest)
            costs = ContiguousArray((0..<graph.count).map { paths.distance(to: $0) })
        }
    }

    private struct Site {
        var node: RolloutNode
        var plan: RolloutSite
        var fromSource: Double
        var fromPlan: Double
        var isLinked: Bool

        func reason(spent: Double, budget: Double, saving: Double?) -> RolloutReason {
            if let technology = plan.technology { return connected(technology, saving: saving) }
            let other = node.alternatives.filter { $0.weight > 0 || node.mustConnect }.min { $0.cost < $1.cost }
            let fiber = node.fiberExcluded ? .infinity : fromPlan + node.servedCost
            let marginal = min(fiber, other?.cost ?? .infinity)
            let added = marginal.isFinite ? marginal : nil
            return RolloutReason(
                cause: cause(other: other, budget: budget), marginalCost: added, budgetNeeded: added.map { spent + $0 })
        }

        private func connected(_ technology: RolloutTechnology, saving: Double?) -> RolloutReason {
            guard case .other(let name) = technology, !node.fiberExcluded, fromPlan.isFinite,
                let cost = node.alternatives.first(where: { $0.name == name })?.cost, cost < fromPlan + node.servedCost
            else { return RolloutReason(cause: .planned, marginalCost: saving) }
            return RolloutReason(cause: .cheaperBy(technology: name), marginalCost: saving)
        }

        private func cause(other: SiteTechnology?, budget: Double) -> RolloutReason.Cause {
            if let other {
                return other.cost > budget && fromSource + node.servedCost > budget ? .beyondBudget : .budget
            }
            if node.fiberExcluded { return .excluded }
            guard isLinked else { return .noCandidateLink }
            guard fromSource.isFinite else { return .tooFar }
            if node.weight == 0, !node.mustConnect { return .noWeight }
            return fromSource + node.servedCost > budget + Money.tolerance(budget) ? .beyondBudget : .budget
        }
    }
}
