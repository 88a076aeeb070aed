extension PhaseSolver {
    /// By which share of the best's gain a cycle of the search may at first go down.
    static let temperature = 0.01

    /// Searches in cycles that cool down, each from the best; between them the bound lets arcs go.
    mutating func run(_ effort: SearchEffort, shouldStop: () -> Bool, progress: (RolloutProgress) -> Void) {
        begin()
        var step = 0
        func tell() {
            progress(
                RolloutProgress(
                    step: step, steps: effort.steps, value: best.gain, spent: best.cost, upperBound: upperBound))
        }
        tell()
        guard !isProven, !shouldStop() else { return }
        tighten(evaluations: 14)
        tell()
        var cycle = 128
        var settledAt = work
        while !isProven, step < effort.steps, work < effort.work, !shouldStop() {
            search.restart()
            var improved = false
            for position in 0..<cycle where step < effort.steps && work < effort.work {
                let cooling = 1 - Double(position) / Double(cycle)
                if search.step(temperature: Self.temperature * cooling * cooling) {
                    improved = true
                    tell()
                }
                step += 1
                if shouldStop() { break }
            }
            let bound = upperBound
            if improved { tighten(evaluations: 5) }
            if work - settledAt > effort.work / 8 || cycle == 1024 || step >= effort.steps {
                let gain = best.gain
                settle(work: max(work / 2, 4_000_000), shouldStop: shouldStop)
                settledAt = work
                if best.gain > gain { tell() }
            }
            if upperBound < bound { tell() }
            cycle = min(cycle * 2, 2048)
        }
    }
}
