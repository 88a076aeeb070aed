import Planning
import Testing

/// A plan that is changed anywhere is found out.
@Suite struct RolloutInvariantsTests {
    private static let problem = RolloutProblem(
        nodes: [
            RolloutNode(id: "s", isSource: true), RolloutNode(id: "a", weight: 4), RolloutNode(id: "b", weight: 6),
            RolloutNode(
                id: "c", weight: 5, fiberExcluded: true,
                alternatives: [SiteTechnology(name: "satellite", cost: 2, weight: 3)]),
        ],
        links: [
            RolloutLink(a: 0, b: 1, cost: 2, lengthKm: 1), RolloutLink(a: 1, b: 2, cost: 3, lengthKm: 2),
            RolloutLink(a: 0, b: 2, cost: 9),
        ], phases: [2, 6], maxHops: 2)

    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var make: @Sendable (inout RolloutPlan) -> Void
    }

    @Test(arguments: [
        Change(testDescription: "a segment goes") { $0.segments.removeFirst() },
        Change(testDescription: "another parent") { $0.sites[2].parent = 0 },
        Change(testDescription: "other hops") { $0.sites[2].hops = 1 },
        Change(testDescription: "a site served by nothing") { $0.sites[2].technology = nil },
        Change(testDescription: "an excluded technology") { $0.sites[3].technology = .fiber },
        Change(testDescription: "an unknown technology") { $0.sites[3].technology = .other("balloon") },
        Change(testDescription: "another weight") { $0.sites[1].weight = 5 },
        Change(testDescription: "more spent") { $0.phases[1].spent = 5 },
        Change(testDescription: "more weight") { $0.phases[1].weight += 1 },
        Change(testDescription: "another value") { $0.value += 1 },
        Change(testDescription: "a bound below") { $0.upperBound = $0.value - 1 },
        Change(testDescription: "a bound that is no number") { $0.upperBound = .nan },
        Change(testDescription: "a doubled order") { $0.sites[1].order = 2 },
        Change(testDescription: "an earlier phase") { $0.sites[2].phase = 0 },
        Change(testDescription: "an unmet site that is met") { $0.unmetMusts = [1] },
        Change(testDescription: "a segment before its end is there") { $0.segments.swapAt(0, 1) },
        Change(testDescription: "a way twice") { $0.segments.append($0.segments[1]) },
        Change(testDescription: "a phase less") { $0.phases.removeLast() },
    ]) func findsAnyChange(_ change: Change) throws {
        var plan = try RolloutSolver(Self.problem, steps: 50).solve()
        #expect(RolloutInvariants.check(plan, Self.problem) == [])
        #expect(plan.segments.count == 2)
        #expect(plan.sites[3].technology == .other("satellite"))
        change.make(&plan)
        #expect(RolloutInvariants.check(plan, Self.problem) != [])
    }

    @Test func findsAPlanThatTheProblemDoesNotAllow() throws {
        let plan = try RolloutSolver(Self.problem, steps: 50).solve()
        var poorer = Self.problem
        poorer.phases = [2, 4]
        #expect(RolloutInvariants.check(plan, poorer).contains(.overBudget(phase: 1, spent: 7, budget: 6)))
        var nearer = Self.problem
        nearer.maxHops = 1
        #expect(RolloutInvariants.check(plan, nearer).contains(.tooManyHops(node: 2, hops: 2)))
    }
}
