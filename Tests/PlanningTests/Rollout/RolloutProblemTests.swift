import Planning
import Testing

@Suite struct RolloutProblemTests {
    @Test func moneyCarriesOver() {
        let problem = RolloutProblem(nodes: [], links: [], phases: [10, 0, 5])
        #expect(problem.budget == 15)
        #expect(problem.budgets == [10, 10, 15])
    }
}
