import Planning
import Testing

@Suite struct RolloutProblemTests {
    @Test func moneyCarriesOver() {
        let problem = RolloutProblem(nodes: [], links: [], phases: [10, 0, 5])
        #expect(problem.budget == 15)
        #expect(problem.budgets == [10, 10, 15])
    }

    private static let sound = RolloutProblem(
        nodes: [
            RolloutNode(id: "source", isSource: true),
            RolloutNode(id: "a", weight: 3, alternatives: [SiteTechnology(name: "satellite", cost: 1, weight: 1)]),
            RolloutNode(id: "road", kind: .junction),
        ],
        links: [RolloutLink(a: 0, b: 2, cost: 1), RolloutLink(a: 2, b: 1, cost: 1)], phases: [5, 5])

    struct Fault: Sendable, CustomTestStringConvertible {
        var error: RolloutProblemError
        var spoil: @Sendable (inout RolloutProblem) -> Void
        var testDescription: String { error.description }
    }

    @Test(arguments: [
        Fault(error: .noSource) { $0.nodes[0].isSource = false },
        Fault(error: .noPhase) { $0.phases = [] },
        Fault(error: .unusableBudget(phase: 1, value: -1)) { $0.phases[1] = -1 },
        Fault(error: .unusableBudget(phase: 0, value: .infinity)) { $0.phases[0] = .infinity },
        Fault(error: .unusableHopLimit(0)) { $0.maxHops = 0 },
        Fault(error: .doubledNode(id: "a", first: 1, second: 2)) { $0.nodes[2].id = "a" },
        Fault(error: .unusableNumber(node: 1, field: "the weight", value: -3)) { $0.nodes[1].weight = -3 },
        Fault(error: .unusableNumber(node: 1, field: "the cost of satellite", value: .infinity)) {
            $0.nodes[1].alternatives[0].cost = .infinity
        },
        Fault(error: .doubledTechnology(node: 1, name: "fiber")) { $0.nodes[1].alternatives[0].name = "fiber" },
        Fault(error: .weighedJunction(node: 2)) { $0.nodes[2].weight = 1 },
        Fault(error: .junctionMustConnect(node: 2)) { $0.nodes[2].mustConnect = true },
        Fault(error: .unusableLink(link: 0, field: "the cost", value: -1)) { $0.links[0].cost = -1 },
        Fault(error: .unknownEnd(link: 1, node: 7)) { $0.links[1].a = 7 },
        Fault(error: .linkToItself(link: 1, node: 2)) { $0.links[1].b = 2 },
        Fault(error: .unknownPhase(link: 0, phase: 2)) { $0.links[0].committedPhase = 2 },
        Fault(error: .commitmentsExceedBudget(phase: 0, committed: 6, budget: 5)) {
            $0.links[0].cost = 6
            $0.links[0].committedPhase = 0
        },
    ]) func refusesWhatCannotBePlanned(_ fault: Fault) throws {
        try Self.sound.validate()
        var problem = Self.sound
        fault.spoil(&problem)
        #expect(throws: fault.error) { try RolloutSolver(problem).solve() }
    }

    @Test func refusesWhatIsNoNumber() {
        var problem = Self.sound
        problem.links[0].cost = .nan
        #expect(throws: RolloutProblemError.self) { try problem.validate() }
    }
}
