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
}
