import Testing

@testable import Planning

/// Every price gives a bound, not only the best one: a fault of the dual shows at the odd ones.
@Suite struct RolloutBoundTests {
    @Test(arguments: RandomRollout.all(seeds: 200..<210)) func noPlanExceedsIt(_ random: RandomRollout) throws {
        var problem = random.problem(nodes: 6, links: 8)
        problem.phases = [problem.budget]
        for index in problem.links.indices where problem.links[index].committedPhase != nil {
            problem.links[index].committedPhase = 0
        }
        for index in problem.nodes.indices { problem.nodes[index].mustConnect = false }
        try problem.validate()
        let best = BruteForceRollout(problem: problem).best().value
        let graph = RolloutGraph(problem, phase: 0)
        for layers in Set([nil, problem.maxHops]) {
            var bound = RolloutBound(
                graph, budget: problem.budget - problem.committedCost(by: 0), maxHops: problem.maxHops, layers: layers,
                countsMusts: true)
            for price in [0.01, 0.3, 0.7, 1, 1.5, 2.5, 4, 40] {
                #expect(bound.run(price: price) >= best - 1e-9, "at a price of \(price)")
            }
        }
    }

    /// Layers can only tighten: they say more of the same problem.
    @Test func hopsAreInTheBound() {
        let nodes = [RolloutNode(id: "s", isSource: true)] + (1...4).map { RolloutNode(id: "n\($0)", weight: 1) }
        let links =
            (1...4).map { RolloutLink(a: $0 - 1, b: $0, cost: 1) } + (2...4).map { RolloutLink(a: 0, b: $0, cost: 9) }
        let graph = RolloutGraph(RolloutProblem(nodes: nodes, links: links, budget: 5), phase: 0)
        var without = RolloutBound(graph, budget: 5, maxHops: nil, layers: nil, countsMusts: true)
        without.search(around: 1)
        var with = RolloutBound(graph, budget: 5, maxHops: 2, layers: 2, countsMusts: true)
        with.search(around: 1)
        #expect(without.bound == 4)
        #expect(with.bound < 2.5)
    }

    /// What the duals leave of an arc's cost: all arcs of the best plan that the bound pays for are free, none is below 0.
    @Test(arguments: RandomRollout.all(seeds: 300..<303)) func restsArePartsOfTheCosts(_ random: RandomRollout) {
        let problem = random.problem(nodes: 20, links: 40)
        let graph = RolloutGraph(problem, phase: 0)
        for layers in Set([nil, problem.maxHops]) {
            var bound = RolloutBound(graph, budget: 12, maxHops: problem.maxHops, layers: layers, countsMusts: true)
            bound.search(around: 1)
            let rests = bound.rests
            #expect(rests.count == graph.head.count)
            #expect(rests.indices.allSatisfy { rests[$0] >= 0 && rests[$0] <= graph.cost[$0] })
            if bound.price > 0, bound.bound < bound.prizes.total { #expect(rests.contains(0)) }
        }
    }

    /// Whether layers are worth their work is decided by their number before they are made.
    @Test(arguments: RandomRollout.all(seeds: 400..<403)) func layersAreCountedBefore(_ random: RandomRollout) {
        let graph = RolloutGraph(random.problem(nodes: 20, links: 60), phase: 0)
        for (layers, budget) in [(1, 9.0), (2, 4), (3, 9), (5, 2)] {
            let reach = CutGraph.reach(graph, budget: budget, maxHops: layers).costs
            let made = CutGraph(graph, reach: reach, budget: budget, layers: layers)
            #expect(CutGraph.size(of: graph, budget: budget, layers: layers) == made.cost.count)
        }
    }

    /// Prices are tried until the work is done, and two always are.
    @Test func endsWithItsWork() {
        let problem = RandomRollout(feature: .plain, seed: 4).problem(nodes: 30, links: 60)
        let graph = RolloutGraph(problem, phase: 0)
        var short = RolloutBound(graph, budget: 10, maxHops: nil, layers: nil, countsMusts: true)
        short.search(around: 1, evaluations: 9, mostWork: 0)
        #expect(short.runs == 2)
        var long = RolloutBound(graph, budget: 10, maxHops: nil, layers: nil, countsMusts: true)
        long.search(around: 1, evaluations: 9)
        #expect(long.runs == 9 && long.bound <= short.bound)
    }
}
