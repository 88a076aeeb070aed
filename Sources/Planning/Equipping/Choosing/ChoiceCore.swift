/// The search around the break of a relaxation.
struct ChoiceCore {
    struct Found: Equatable {
        var taken: [Int]
        var value: Double
    }

    /// A choice of options in the classes opened so far, by what it changes of the relaxation.
    private struct State {
        var cost: Double
        var value: Double
        /// An index into `trail`, -1 for none.
        var trail: Int
    }

    private struct Mark {
        var choiceClass: Int
        var option: Int
        var before: Int
    }

    /// How many states are looked at before the search ends with what it has: some tenths of a second.
    private static let workLimit = 1_000_000

    let classes: [ChoiceClass]
    let budget: Double
    let relaxed: [Int]
    let relaxedCost: Double
    let relaxedValue: Double
    /// Value per cost at the break: with it as the price of money no class has a better option than the relaxation's.
    let efficiency: Double
    private(set) var best: Found
    private var trail: [Mark] = []

    init(
        classes: [ChoiceClass], budget: Double, relaxed: [Int], relaxedCost: Double, relaxedValue: Double,
        efficiency: Double, best: Found
    ) {
        self.classes = classes
        self.budget = budget
        self.relaxed = relaxed
        self.relaxedCost = relaxedCost
        self.relaxedValue = relaxedValue
        self.efficiency = efficiency
        self.best = best
    }

    /// What an option gives away at the break's price of money; 0 for the relaxation's own.
    private func loss(_ index: Int, _ option: Int) -> Double {
        let (own, other) = (classes[index].options[relaxed[index]], classes[index].options[option])
        return max(0, (own.value - other.value) - efficiency * (own.cost - other.cost))
    }

    /// - Returns: whether all classes were opened that could matter, so that `best` is the optimum.
    mutating func search(stateLimit: Int) -> Bool {
        let slack = relaxedValue + efficiency * (budget - relaxedCost)
        var nearest: [(loss: Double, index: Int)] = []
        for index in classes.indices {
            let others = classes[index].options.indices.filter { $0 != relaxed[index] }.map { loss(index, $0) }
            if let least = others.min() { nearest.append((least, index)) }
        }
        nearest.sort { ($0.loss, $0.index) < ($1.loss, $1.index) }
        var states = [State(cost: relaxedCost, value: relaxedValue, trail: -1)]
        var isWhole = true
        var work = 0
        for (least, index) in nearest {
            // The best known may have risen since: from here on no class can matter.
            guard slack - least > best.value else { break }
            states = opened(states, index)
            for state in states where state.cost <= budget && state.value > best.value { keep(state) }
            states.removeAll { $0.value + efficiency * (budget - $0.cost) <= best.value }
            if states.count > stateLimit {
                isWhole = false
                states.sort { $0.value - efficiency * $0.cost > $1.value - efficiency * $1.cost }
                states.removeLast(states.count - stateLimit)
                states.sort { $0.cost < $1.cost }
            }
            if states.isEmpty { break }
            work += states.count * classes[index].options.count
            if work > Self.workLimit { return false }
        }
        return isWhole
    }

    /// States with each option of one class, cheapest first; of two the one that costs more must bring more.
    private mutating func opened(_ states: [State], _ index: Int) -> [State] {
        let own = classes[index].options[relaxed[index]]
        var all = states
        for option in classes[index].options.indices where option != relaxed[index] {
            let other = classes[index].options[option]
            for state in states {
                let cost = state.cost + other.cost - own.cost
                let value = state.value + other.value - own.value
                guard value + efficiency * (budget - cost) > best.value else { continue }
                trail.append(Mark(choiceClass: index, option: option, before: state.trail))
                all.append(State(cost: cost, value: value, trail: trail.count - 1))
            }
        }
        all.sort { ($0.cost, -$0.value) < ($1.cost, -$1.value) }
        var kept: [State] = []
        for state in all where kept.last.map({ state.value > $0.value }) ?? true { kept.append(state) }
        return kept
    }

    private mutating func keep(_ state: State) {
        var taken = relaxed
        var mark = state.trail
        while mark >= 0 {
            taken[trail[mark].choiceClass] = trail[mark].option
            mark = trail[mark].before
        }
        // Sums along the way may be off by a rounding: what is kept is affordable in itself.
        let sum = ChoiceKnapsack.sum(taken, classes)
        if sum.cost <= budget, sum.value > best.value { best = Found(taken: taken, value: sum.value) }
    }
}
