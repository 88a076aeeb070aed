import Testing

@testable import Planning

@Suite("The multiple-choice knapsack")
struct ChoiceKnapsackTests {
    /// The best of all choices, one by one.
    private func best(_ classes: [ChoiceClass], budget: Double) -> Double {
        var values: [(cost: Double, value: Double)] = [(0, 0)]
        for choiceClass in classes {
            values = values.flatMap { state in
                choiceClass.options.map { (state.cost + $0.cost, state.value + $0.value) }
            }.filter { $0.cost <= budget }
        }
        return values.map(\.value).max() ?? 0
    }

    private func classes(_ numbers: inout SeededNumbers, count: Int, rooms: Int, correlated: Bool) -> [ChoiceClass] {
        (0..<count).map { _ in
            var options = [ChoiceClass.Option(cost: 0, value: 0)]
            for _ in 0..<Int.random(in: 1...rooms, using: &numbers) {
                let last = options[options.count - 1]
                let cost = Double(Int.random(in: 1...40, using: &numbers))
                let value = correlated ? cost + 3 : Double(Int.random(in: 0...40, using: &numbers))
                options.append(.init(cost: last.cost + cost, value: last.value + value))
            }
            return ChoiceClass(options)
        }
    }

    @Test("of small cases it finds the best, and says so", arguments: 0..<200)
    func exact(_ seed: Int) {
        var numbers = SeededNumbers(UInt64(seed))
        let classes = classes(&numbers, count: 1 + seed % 8, rooms: 3, correlated: seed % 3 == 0)
        let budget = Double(Int.random(in: 0...120, using: &numbers))
        let answer = ChoiceKnapsack().solve(classes, budget: budget)
        #expect(answer.isOptimal && answer.value == best(classes, budget: budget))
        #expect(answer.cost <= budget && answer.upperBound == answer.value)
        let sum = ChoiceKnapsack.sum(answer.taken, classes)
        #expect(sum.cost == answer.cost && sum.value == answer.value)
    }

    @Test("with few states it claims no optimum, and its bound still holds", arguments: 0..<100)
    func bounded(_ seed: Int) {
        var numbers = SeededNumbers(UInt64(seed))
        let classes = classes(&numbers, count: 8, rooms: 3, correlated: true)
        let budget = Double(Int.random(in: 40...200, using: &numbers))
        var knapsack = ChoiceKnapsack()
        knapsack.stateLimit = 1
        let answer = knapsack.solve(classes, budget: budget)
        let best = best(classes, budget: budget)
        #expect(answer.value <= best && best <= answer.upperBound + 1e-9 && answer.cost <= budget)
        if answer.isOptimal { #expect(answer.value == best) }
    }

    @Test("what a relaxation never takes is not on the hull, and an option that brings no more is none")
    func hull() {
        let options = [(0.0, 0.0), (10, 1), (20, 10), (25, 10), (40, 12)].map {
            ChoiceClass.Option(cost: $0, value: $1)
        }
        let choiceClass = ChoiceClass(options)
        #expect(choiceClass.options.map(\.cost) == [0, 10, 20, 40] && choiceClass.hull == [0, 2, 3])
        #expect(ChoiceStep.all(of: [choiceClass]).map(\.value) == [10, 2])
    }

    @Test("nothing to choose, no money and money for all are answers too")
    func edges() {
        let one = ChoiceClass([.init(cost: 0, value: 0), .init(cost: 5, value: 2)])
        #expect(ChoiceKnapsack().solve([], budget: 10).value == 0)
        #expect(ChoiceKnapsack().solve([one], budget: 0).taken == [0])
        #expect(ChoiceKnapsack().solve([one], budget: 5).taken == [1])
        let free = ChoiceClass([.init(cost: 0, value: 0), .init(cost: 0, value: 2)])
        #expect(ChoiceKnapsack().solve([free], budget: 0).value == 2)
    }
}
