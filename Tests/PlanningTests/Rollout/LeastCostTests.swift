import Testing

@testable import Planning

/// Where there is money for everything, a plan is to be as cheap as can be.
@Suite struct LeastCostTests {
    private static let features: [RandomRollout.Feature] = [.plain, .sources, .fixedCosts, .junctions]

    @Test(arguments: features.flatMap { feature in (0..<12).map { RandomRollout(feature: feature, seed: $0) } })
    func findsTheCheapest(_ random: RandomRollout) throws {
        var problem = random.problem(nodes: 9, links: 17)
        problem.phases = [1_000]
        let plan = try RolloutSolver(problem, steps: 60).solve()
        #expect(RolloutInvariants.check(plan, problem) == [])
        let cheapest = Self.cheapest(problem, connecting: plan)
        #expect(abs(plan.spent - cheapest) < 1e-9)
        let bound = try #require(plan.leastCost)
        #expect(bound <= cheapest + 1e-9)
        #expect(bound >= 0.5 * cheapest)
        // The duals alone, from a tree that is far from the best.
        let graph = RolloutGraph(problem, phase: 0)
        var served = RolloutForest(count: graph.count)
        for place in 1..<graph.count where plan.sites[Int(graph.nodes[place])].technology != nil {
            served.serve(place, by: RolloutServices.fiber, in: graph)
        }
        let fixed = served.cost
        let below = LeastCostBound(graph, forest: served, ways: 1_000, slack: 1.25)
        #expect(below.value <= cheapest - fixed + 1e-9)
        #expect(below.value >= 0.8 * (cheapest - fixed))
    }

    @Test func comesNearItsBoundOnStreets() throws {
        let problem = Self.streets(side: 40, seed: 3)
        let plan = try RolloutSolver(problem, steps: 24).solve()
        #expect(RolloutInvariants.check(plan, problem) == [])
        #expect(plan.connected == problem.nodes.count { $0.weight > 0 })
        let bound = try #require(plan.leastCost)
        #expect(bound <= plan.spent)
        #expect(plan.spent <= 1.02 * bound, "\(plan.spent) against \(bound)")
        #expect(try RolloutSolver(problem, steps: 24).solve() == plan)
    }

    @Test(arguments: [RandomRollout.Feature.hops, .phases, .alternatives])
    func saysNothingOfWhatItDoesNotModel(_ feature: RandomRollout.Feature) throws {
        var problem = RandomRollout(feature: feature, seed: 1).problem(nodes: 9, links: 17)
        if feature == .hops { problem.maxHops = 2 }
        problem.phases = feature == .phases ? [500, 500] : [1_000]
        if feature == .alternatives {
            problem.nodes[1].alternatives = [SiteTechnology(name: "satellite", cost: 1, weight: 1)]
        }
        #expect(try RolloutSolver(problem, steps: 10).solve().leastCost == nil)
    }

    /// A neighbourhood at a time, a tree stays one, and costs less by exactly what is said.
    @Test(arguments: 0..<6) func repairsHoldTogether(_ seed: UInt64) throws {
        let graph = RolloutGraph(Self.streets(side: 14, seed: seed), phase: 0)
        var served = RolloutForest(count: graph.count)
        for place in 1..<graph.count where graph.services.fiberGain[place] > 0 {
            served.serve(place, by: RolloutServices.fiber, in: graph)
        }
        var growth = TreeGrowth()
        var generator = SeededGenerator(seed: seed)
        let noise = ContiguousArray(graph.cost.map { $0 + 5 * generator.fraction() })
        let grown = growth.grow(graph, lengths: noise, serving: served)
        let start = try #require(grown)
        var repair = LocalRepair(graph, start)
        for _ in 0..<200 {
            let center = 1 + generator.below(graph.count - 1)
            repair.step(around: center, size: 5 + generator.below(60), noise: 0.3, generator: &generator)
        }
        let forest = repair.forest(serving: start)
        #expect(repair.saved > 0)
        #expect(abs(start.cost - repair.saved - forest.cost) < 1e-6)
        for place in 1..<graph.count where start.service[place] == RolloutServices.fiber {
            #expect(forest.contains(place))
        }
        #expect(!(0..<graph.count).contains { forest.isIdle($0) }, "a leaf that serves nobody")
        #expect(forest.preorder(in: graph).count == (0..<graph.count).count { forest.contains($0) })
    }

    // MARK: Problems and the cheapest by trying

    /// A square of streets, a third of whose links lie in ducts that cost nothing; one place in eight is to be connected.
    private static func streets(side: Int, seed: UInt64) -> RolloutProblem {
        var random = SeededGenerator(seed: seed &+ 1)
        var problem = RolloutProblem(nodes: [], links: [], budget: 1e9)
        for place in 0..<side * side {
            let weight = place > 0 && random.below(8) == 0 ? 1.0 + Double(random.below(9)) : 0
            problem.nodes.append(RolloutNode(id: "\(place)", weight: weight, isSource: place == 0))
            for (other, isInside) in [(place - 1, place % side > 0), (place - side, place >= side)] where isInside {
                let cost = random.below(3) == 0 ? 0 : 1 + 9 * random.fraction()
                problem.links.append(RolloutLink(a: other, b: place, cost: cost))
            }
        }
        return problem
    }

    /// What serving the plan's sites costs at least: the shortest tree over them and every choice of places between.
    private static func cheapest(_ problem: RolloutProblem, connecting plan: RolloutPlan) -> Double {
        let wanted = problem.nodes.indices.filter { plan.sites[$0].technology != nil }
        let between = problem.nodes.indices.filter { !problem.nodes[$0].isSource && !wanted.contains($0) }
        let fixed = wanted.reduce(0) { $0 + problem.nodes[$1].servedCost }
        let links = problem.links.sorted { $0.cost < $1.cost }
        var least = Double.infinity
        for choice in 0..<(1 << between.count) {
            var group = problem.nodes.indices.map { $0 }
            let sources = problem.nodes.indices.filter { problem.nodes[$0].isSource }
            for source in sources { group[source] = sources[0] }
            var used = Set(wanted + sources)
            for (bit, place) in between.enumerated() where choice >> bit & 1 == 1 { used.insert(place) }
            var cost = 0.0
            for link in links where used.contains(link.a) && used.contains(link.b) && group[link.a] != group[link.b] {
                cost += link.cost
                let (old, new) = (group[link.a], group[link.b])
                for place in group.indices where group[place] == old { group[place] = new }
            }
            if Set(used.map { group[$0] }).count == 1 { least = min(least, cost) }
        }
        return least + fixed
    }
}
