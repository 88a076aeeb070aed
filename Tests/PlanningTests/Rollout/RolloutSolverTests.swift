import Planning
import Testing

@Suite struct RolloutSolverTests {
    /// On problems small enough to look at every plan, the solver finds the best, says no less, and breaks no rule.
    @Test(arguments: RandomRollout.all(seeds: 0..<24)) func findsTheBest(_ random: RandomRollout) throws {
        let isLarge = random.has(.phases)
        let problem = random.problem(nodes: isLarge ? 5 : 6, links: isLarge ? 7 : 9)
        let plan = try RolloutSolver(problem, steps: 400).solve()
        #expect(RolloutInvariants.check(plan, problem) == [])
        let best = BruteForceRollout(problem: problem).best()
        let musts = problem.nodes.count { $0.mustConnect && !$0.isSource }
        #expect(musts - plan.unmetMusts.count <= best.musts)
        if musts - plan.unmetMusts.count == best.musts {
            #expect(plan.value <= best.value + 1e-9)
            #expect(plan.upperBound >= best.value - 1e-9, "a bound below the best plan")
        }
        if problem.phases.count == 1 {
            #expect(musts - plan.unmetMusts.count == best.musts)
            #expect(plan.value == best.value)
        }
    }
}
