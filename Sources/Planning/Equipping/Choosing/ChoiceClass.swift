/// Options of which one is taken: of one school, how many of its rooms become whole.
struct ChoiceClass: Equatable {
    struct Option: Equatable {
        var cost: Double
        var value: Double
    }

    /// The first costs nothing and brings nothing; costs and values rise.
    let options: [Option]
    /// Indices of the options on the upper convex hull, along which value per cost falls: what a linear relaxation takes.
    let hull: [Int]

    /// - Parameter options: by cost, the first of cost 0 and value 0.
    init(_ options: [Option]) {
        var kept: [Option] = []
        for option in options where kept.last.map({ option.value > $0.value }) ?? true { kept.append(option) }
        self.options = kept
        var hull: [Int] = []
        for index in kept.indices {
            while hull.count >= 2, Self.isBelow(kept[hull[hull.count - 1]], kept[hull[hull.count - 2]], kept[index]) {
                hull.removeLast()
            }
            hull.append(index)
        }
        self.hull = hull
    }

    /// Whether `middle` lies on or below the line from `left` to `right`: then no relaxation needs it
    /// (Sinha and Zoltners, "The Multiple-Choice Knapsack Problem", 1979).
    private static func isBelow(_ middle: Option, _ left: Option, _ right: Option) -> Bool {
        (middle.value - left.value) * (right.cost - left.cost) <= (right.value - left.value) * (middle.cost - left.cost)
    }
}

/// A step from one option of a class to the next on its hull.
struct ChoiceStep: Equatable {
    var choiceClass: Int
    /// An index into the class's options.
    var option: Int
    var cost: Double
    var value: Double

    var efficiency: Double { cost > 0 ? value / cost : .infinity }

    /// All steps of all classes, the most value for money first; those of one class in their order.
    static func all(of classes: [ChoiceClass]) -> [ChoiceStep] {
        var steps: [ChoiceStep] = []
        for (index, choiceClass) in classes.enumerated() {
            for (from, to) in zip(choiceClass.hull, choiceClass.hull.dropFirst()) {
                let (left, right) = (choiceClass.options[from], choiceClass.options[to])
                steps.append(
                    ChoiceStep(
                        choiceClass: index, option: to, cost: right.cost - left.cost, value: right.value - left.value))
            }
        }
        return steps.sorted { left, right in
            let (first, second) = (left.value * right.cost, right.value * left.cost)
            return first != second
                ? first > second : (left.choiceClass, left.option) < (right.choiceClass, right.option)
        }
    }
}
