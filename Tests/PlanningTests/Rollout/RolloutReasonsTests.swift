import Planning
import Testing

@Suite struct RolloutReasonsTests {
    @Test func everySiteHasAReason() throws {
        let satellite = SiteTechnology(name: "satellite", cost: 1, weight: 4)
        let nodes = [
            RolloutNode(id: "source", isSource: true),
            RolloutNode(id: "near", weight: 9, servedCost: 1),
            RolloutNode(id: "dear", weight: 2),
            RolloutNode(id: "very dear", weight: 9),
            RolloutNode(id: "island", weight: 9),
            RolloutNode(id: "border", weight: 9, fiberExcluded: true),
            RolloutNode(id: "deep", weight: 1),
            RolloutNode(id: "hamlet", weight: 4, alternatives: [satellite]),
            RolloutNode(id: "nobody", weight: 0),
            RolloutNode(id: "crossing", kind: .junction),
        ]
        let links = [
            RolloutLink(a: 0, b: 1, cost: 2), RolloutLink(a: 1, b: 2, cost: 4), RolloutLink(a: 0, b: 3, cost: 50),
            RolloutLink(a: 0, b: 5, cost: 1), RolloutLink(a: 2, b: 6, cost: 0.5), RolloutLink(a: 0, b: 7, cost: 3),
            RolloutLink(a: 0, b: 8, cost: 1), RolloutLink(a: 0, b: 9, cost: 1),
        ]
        let problem = RolloutProblem(nodes: nodes, links: links, budget: 7, maxHops: 2)
        let plan = try RolloutSolver(problem).solve()
        #expect(plan.value == 13)
        let reasons = RolloutReasons(problem, plan).sites
        #expect(
            reasons.map { $0?.cause.name } == [
                "already_connected", "planned", "budget", "beyond_budget", "no_candidate_link", "excluded", "too_far",
                "cheaper_by_satellite", "no_weight", nil,
            ])
        #expect(reasons[1]?.marginalCost == 3)
        #expect(reasons[2]?.marginalCost == 4)
        #expect(reasons[2]?.budgetNeeded == 8)
        #expect(reasons[3]?.budgetNeeded == 54)
        #expect(reasons[4]?.marginalCost == nil)
        // With what it needs, the site is in a plan.
        var richer = problem
        richer.phases = [8]
        #expect(try RolloutSolver(richer).solve().value >= 15)
    }

    @Test func moreMoneyConnectsNoLess() throws {
        let problem = RandomRollout(feature: .plain, seed: 11).problem(nodes: 30, links: 60)
        let curve = try RolloutCurve(problem, budgets: [20, 5, 10, 0, 40], steps: 60)
        #expect(curve.points.map(\.budget) == [0, 5, 10, 20, 40])
        #expect(curve.points.map(\.weight) == curve.points.map(\.weight).sorted())
        #expect(curve.points.allSatisfy { $0.weight <= $0.upperBound + 1e-9 && $0.spent <= $0.budget + 1e-9 })
        #expect(curve.points[4].weight > curve.points[1].weight)
    }
}
