/// How long a search may go on, counted in what no clock changes: steps, or arcs and places looked at.
struct SearchEffort: Sendable {
    /// Looked-at arcs and places that take about a second on one core of 2020.
    static let workOfASecond = 400_000_000

    var steps: Int
    var work: Int

    init(steps: Int, work: Int) {
        self.steps = steps
        self.work = work
    }

    init(steps: Int?, nodes: Int) {
        self.steps = steps ?? .max
        // Two thirds of a second up to some hundred nodes; a country's thousands get ten.
        work = steps == nil ? Self.workOfASecond * 2 / 3 * max(1, min(16, nodes / 500)) : .max
    }

    func share(_ part: Double) -> SearchEffort {
        func scaled(_ count: Int) -> Int { count == .max ? .max : max(1, Int(Double(count) * part)) }
        return SearchEffort(steps: scaled(steps), work: scaled(work))
    }
}
