/// The multiple-choice knapsack: of each class one option, the most value for at most so much money.
///
/// The linear relaxation goes by the classes' convex hulls (Sinha and Zoltners 1979; Zemel 1980). Around its break the classes
/// are opened one by one, those nearest first, and states that cannot beat the best known are dropped (Pisinger, "A minimal
/// algorithm for the multiple-choice knapsack problem", 1995). Where that ends within `stateLimit`, the answer is the optimum.
struct ChoiceKnapsack {
    struct Answer: Equatable {
        /// By class, the option taken.
        var taken: [Int]
        var cost: Double
        var value: Double
        /// Never below the optimum; the value itself where that is the optimum.
        var upperBound: Double
        var isOptimal: Bool
    }

    /// How many states one class may leave: more are cut to the most promising, and the answer claims no optimum.
    var stateLimit = 4_096

    /// - Parameter budget: not below 0.
    func solve(_ classes: [ChoiceClass], budget: Double) -> Answer {
        let steps = ChoiceStep.all(of: classes)
        var relaxed = [Int](repeating: 0, count: classes.count)
        var (cost, value) = (0.0, 0.0)
        var broken: ChoiceStep?
        for step in steps {
            guard cost + step.cost <= budget else {
                broken = step
                break
            }
            relaxed[step.choiceClass] = step.option
            cost += step.cost
            value += step.value
        }
        guard let broken else {
            return Answer(taken: relaxed, cost: cost, value: value, upperBound: value, isOptimal: true)
        }
        let bound = value + (budget - cost) * broken.efficiency
        let filled = fill(relaxed, cost, value, steps, classes, budget)
        var core = ChoiceCore(
            classes: classes, budget: budget, relaxed: relaxed, relaxedCost: cost, relaxedValue: value,
            efficiency: broken.efficiency, best: filled)
        let isWhole = core.search(stateLimit: stateLimit)
        let best = core.best
        // Not the sum along the way but the sum of what is taken, so that no rounding hides in the answer.
        let found = Self.sum(best.taken, classes)
        return Answer(
            taken: best.taken, cost: found.cost, value: found.value,
            upperBound: isWhole ? found.value : max(found.value, bound), isOptimal: isWhole)
    }

    static func sum(_ taken: [Int], _ classes: [ChoiceClass]) -> (cost: Double, value: Double) {
        zip(taken, classes).reduce((0, 0)) { sum, pair in
            let option = pair.1.options[pair.0]
            return (sum.0 + option.cost, sum.1 + option.value)
        }
    }

    /// Takes on from the relaxation's whole part whatever still fits.
    private func fill(
        _ relaxed: [Int], _ cost: Double, _ value: Double, _ steps: [ChoiceStep], _ classes: [ChoiceClass],
        _ budget: Double
    ) -> ChoiceCore.Found {
        var found = ChoiceCore.Found(taken: relaxed, value: value)
        var spent = cost
        for step in steps where step.option > found.taken[step.choiceClass] {
            let from = classes[step.choiceClass].options[found.taken[step.choiceClass]]
            let to = classes[step.choiceClass].options[step.option]
            guard spent + to.cost - from.cost <= budget else { continue }
            spent += to.cost - from.cost
            found.value += to.value - from.value
            found.taken[step.choiceClass] = step.option
        }
        return found
    }
}
