import Planning
import Testing

@Suite struct RolloutSolverTests {
    /// On problems small enough to look at every plan, the solver finds the best, bounds it soundly and breaks no rule.
    @Test(arguments: RandomRollout.all(seeds: 0..<16)) func findsTheBest(_ random: RandomRollout) throws {
        let isLarge = random.has(.phases)
        let problem = random.problem(nodes: isLarge ? 5 : 6, links: isLarge ? 7 : 9)
        let plan = try RolloutSolver(problem, steps: 200).solve()
        #expect(RolloutInvariants.check(plan, problem) == [])
        let best = BruteForceRollout(problem: problem).best()
        let met = problem.nodes.count { $0.mustConnect && !$0.isSource } - plan.unmetMusts.count
        #expect(met <= best.musts)
        if met == best.musts {
            #expect(plan.value <= best.value + 1e-9)
            #expect(plan.upperBound >= best.value - 1e-9, "a bound below the best plan")
        }
        if problem.phases.count == 1 {
            #expect(met == best.musts)
            #expect(plan.value == best.value)
        }
    }

    /// Too large to look at every plan: what is printed is still a plan, and the same for the same seed.
    @Test(arguments: RandomRollout.all(seeds: 100..<102)) func plansHoldAndRepeat(_ random: RandomRollout) throws {
        let problem = random.problem(nodes: 40, links: 90)
        let plan = try RolloutSolver(problem, seed: 5, steps: 40).solve()
        #expect(RolloutInvariants.check(plan, problem) == [])
        #expect(try RolloutSolver(problem, seed: 5, steps: 40).solve() == plan)
    }

    @Test func budgetOfNothingConnectsWhatCostsNothing() throws {
        let nodes = [
            RolloutNode(id: "s", isSource: true), RolloutNode(id: "a", weight: 2), RolloutNode(id: "b", weight: 3),
        ]
        let links = [RolloutLink(a: 0, b: 1, cost: 0), RolloutLink(a: 1, b: 2, cost: 0.5)]
        let plan = try RolloutSolver(RolloutProblem(nodes: nodes, links: links, budget: 0)).solve()
        #expect(plan.value == 2 && plan.upperBound == 2 && plan.spent == 0)
        let empty = try RolloutSolver(RolloutProblem(nodes: nodes, links: [], budget: 9)).solve()
        #expect(empty.value == 0 && empty.upperBound == 0 && empty.segments.isEmpty)
    }

    @Test func stopsWithTheFirstPlan() throws {
        let problem = RandomRollout(feature: .plain, seed: 7).problem(nodes: 40, links: 90)
        var told: [RolloutProgress] = []
        let plan = try RolloutSolver(problem).solve(shouldStop: { true }, progress: { told.append($0) })
        #expect(told.count == 1)
        #expect(plan.value == told[0].value)
        #expect(plan.value > 0)
        #expect(RolloutInvariants.check(plan, problem) == [])
    }

    /// The greedy first way is a trap: what is nearest for its weight leaves no money for the rest.
    @Test func looksBeyondTheNearest() throws {
        let nodes = [
            RolloutNode(id: "s", isSource: true), RolloutNode(id: "near", weight: 5),
            RolloutNode(id: "far", weight: 30), RolloutNode(id: "farther", weight: 30),
        ]
        let links = [
            RolloutLink(a: 0, b: 1, cost: 1), RolloutLink(a: 0, b: 2, cost: 9), RolloutLink(a: 2, b: 3, cost: 1),
        ]
        let plan = try RolloutSolver(RolloutProblem(nodes: nodes, links: links, budget: 10)).solve()
        #expect(plan.value == 60)
        #expect(plan.isOptimal)
        #expect(plan.sites[3].parent == 2 && plan.sites[3].hops == 2 && plan.sites[3].source == 0)
    }

    @Test func laterPhasesKeepWhatEarlierOnesBuilt() throws {
        let problem = RandomRollout(feature: .plain, seed: 3).problem(nodes: 30, links: 60)
        var phased = problem
        phased.phases = [6, 4, 10]
        let plan = try RolloutSolver(phased, steps: 150).solve()
        #expect(RolloutInvariants.check(plan, phased) == [])
        #expect(plan.phases.map(\.weight) == plan.phases.map(\.weight).sorted())
        #expect(plan.phases[0].weight > 0)
    }

    /// What is cheapest to hang together is too deep: with money left, a part of the forest hangs nearer to its source.
    @Test(arguments: [RolloutNode.Kind.site, .junction]) func paysForFewerHops(_ kind: RolloutNode.Kind) throws {
        let nodes =
            [RolloutNode(id: "s", isSource: true)]
            + (1...6).map { RolloutNode(id: "n\($0)", kind: $0 == 4 ? kind : .site, weight: $0 == 4 ? 0 : 1) }
        // Two ways to n3: over n1 and n2 for little, over n4 for much; n5 and n6 hang from n3 alone.
        let links =
            [(0, 1, 1), (1, 2, 1), (2, 3, 1), (0, 4, 5), (4, 3, 4), (3, 5, 1), (5, 6, 1)].map {
                RolloutLink(a: $0.0, b: $0.1, cost: Double($0.2))
            }
        let problem = RolloutProblem(nodes: nodes, links: links, budget: 20, maxHops: 4)
        let first = try RolloutSolver(problem).solve(shouldStop: { true })
        #expect(RolloutInvariants.check(first, problem) == [])
        #expect(first.value == 5)
        #expect(first.sites[3].parent == 4 && first.sites[3].hops == (kind == .site ? 2 : 1))
        // Without the money for the way over n4, n6 stays too far.
        var poor = problem
        poor.phases = [9]
        #expect(try RolloutSolver(poor).solve().value == 4)
    }

    /// Whoever waits hears of it, also where nothing better is found.
    @Test func saysThatItGoesOn() throws {
        let problem = RandomRollout(feature: .plain, seed: 12).problem(nodes: 120, links: 400)
        var poor = problem
        poor.phases = [40]
        var told: [RolloutProgress] = []
        _ = try RolloutSolver(poor, steps: 5_000).solve(progress: { told.append($0) })
        try #require(told.count > 2)
        #expect(told.last?.step == 5_000 || told.last.map { $0.upperBound ?? 0 <= $0.value } == true)
        for (before, after) in zip(told, told.dropFirst()) { #expect(after.step - before.step <= 1_024) }
    }
}
