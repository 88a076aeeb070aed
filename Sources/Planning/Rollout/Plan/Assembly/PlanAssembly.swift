/// Turns the forests of the phases, each holding the one before, into a plan in the problem's terms.
struct PlanAssembly {
    /// One phase as the search leaves it.
    struct Stage {
        var graph: RolloutGraph
        var forest: RolloutForest
        /// No plan has connected more weight by the end of this phase.
        var upperBound: Double
        /// No plan that serves the same costs less, where that was asked.
        var leastCost: Double?
    }

    let problem: RolloutProblem
    let stages: [Stage]

    func plan() -> RolloutPlan {
        var sites = problem.nodes.map { RolloutSite(hops: $0.isSource ? 0 : nil) }
        var segments: [RolloutSegment] = []
        var orders = 0
        for (phase, stage) in stages.enumerated() {
            for step in steps(of: stage, after: phase > 0 ? stages[phase - 1] : nil) {
                if let segment = segment(step, stage: stage, phase: phase, order: segments.count + 1) {
                    join(segment, &sites)
                    segments.append(segment)
                }
                if let technology = step.technology {
                    orders += 1
                    sites[step.node].technology = technology
                    sites[step.node].phase = phase
                    sites[step.node].order = orders
                    sites[step.node].weight = step.weight
                }
            }
        }
        return totals(sites: sites, segments: segments)
    }

    private struct Step {
        var node: Int
        /// The arc that fiber newly comes over.
        var arc: Int?
        var technology: RolloutTechnology?
        var weight = 0.0
        var cost = 0.0
    }

    /// What a phase adds, in the order of building.
    private func steps(of stage: Stage, after earlier: Stage?) -> [Step] {
        let (graph, forest) = (stage.graph, stage.forest)
        var steps: [Step] = []
        var itemOfPlace = [Int?](repeating: nil, count: graph.count)
        var items: [BuildingOrder.Item] = []
        func add(_ step: Step, above: Int?) {
            steps.append(step)
            items.append(BuildingOrder.Item(above: above, weight: step.weight, cost: step.cost))
        }
        for entry in forest.preorder(in: graph) where entry != 0 {
            let place = Int(entry)
            let node = Int(graph.nodes[place])
            let isNew = earlier.map { !$0.forest.contains(place) } ?? true
            let arc = Int(forest.arc[place])
            let isNewlyServed =
                forest.service[place] == RolloutServices.fiber
                && earlier?.forest.service[place] != RolloutServices.fiber
            guard isNew || isNewlyServed else { continue }
            var step = Step(node: node, arc: isNew ? arc : nil)
            if isNew { step.cost += graph.cost[arc] }
            if isNewlyServed {
                step.technology = .fiber
                step.weight = problem.nodes[node].weight
                step.cost += problem.nodes[node].servedCost
            }
            if isNew { itemOfPlace[place] = items.count }
            add(step, above: isNew ? itemOfPlace[Int(graph.tail[arc])] : nil)
        }
        for place in 1..<max(1, graph.count) where forest.service[place] > 0 {
            guard earlier.map({ $0.forest.service[place] == RolloutServices.none }) ?? true else { continue }
            let node = Int(graph.nodes[place])
            let index = Int(
                graph.services.otherIndex[Int(graph.services.firstOther[place] + forest.service[place]) - 1])
            let technology = problem.nodes[node].alternatives[index]
            add(
                Step(
                    node: node, technology: .other(technology.name), weight: technology.weight, cost: technology.cost),
                above: nil)
        }
        return BuildingOrder.order(items).map { steps[$0] }
    }

    private func segment(_ step: Step, stage: Stage, phase: Int, order: Int) -> RolloutSegment? {
        guard let arc = step.arc, stage.graph.link[arc] >= 0 else { return nil }
        let index = Int(stage.graph.link[arc])
        let link = problem.links[index]
        return RolloutSegment(
            link: index, from: link.other(than: step.node), to: step.node, phase: phase, order: order, cost: link.cost,
            lengthKm: link.lengthKm)
    }

    private func join(_ segment: RolloutSegment, _ sites: inout [RolloutSite]) {
        let isSource = problem.nodes[segment.from].isSource
        if isSource { sites[segment.from].source = segment.from }
        sites[segment.to].parent = segment.from
        sites[segment.to].link = segment.link
        sites[segment.to].source = isSource ? segment.from : sites[segment.from].source
        let isHop = problem.nodes[segment.to].kind == .site
        sites[segment.to].hops = (sites[segment.from].hops ?? 0) + (isHop ? 1 : 0)
    }

    private func totals(sites: [RolloutSite], segments: [RolloutSegment]) -> RolloutPlan {
        let budgets = problem.budgets
        var phases: [RolloutPhase] = []
        for (phase, stage) in stages.enumerated() {
            let served = sites.filter { ($0.phase ?? .max) <= phase }
            let weight = served.reduce(0) { $0 + $1.weight }
            phases.append(
                RolloutPhase(
                    budget: budgets[phase], spent: problem.committedCost(by: phase) + stage.forest.cost,
                    weight: weight, sites: served.count, upperBound: max(stage.upperBound, weight)))
        }
        let unmet = problem.nodes.indices.filter {
            problem.nodes[$0].mustConnect && !problem.nodes[$0].isSource && sites[$0].technology == nil
        }
        return RolloutPlan(
            sites: sites, segments: segments, phases: phases, value: phases.reduce(0) { $0 + $1.weight },
            upperBound: phases.reduce(0) { $0 + $1.upperBound },
            leastCost: stages.last?.leastCost.map { $0 + problem.committedCost(by: stages.count - 1) },
            unmetMusts: unmet)
    }
}
