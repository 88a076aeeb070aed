/// One of several by weight, from one draw and a search by halves: for what is drawn millions of times.
struct WeightedChoice<Element: Sendable>: Sendable {
    private let elements: [Element]
    /// Of each element, the sum of its weight and all before it.
    private let sums: [Double]

    init(_ choices: [(Element, weight: Double)]) {
        elements = choices.map(\.0)
        var sum = 0.0
        sums = choices.map { choice in
            sum += choice.weight
            return sum
        }
    }

    func draw(_ draws: inout Draws) -> Element {
        let place = draws.unit() * sums[sums.count - 1]
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > place { high = middle } else { low = middle + 1 }
        }
        return elements[low]
    }
}
