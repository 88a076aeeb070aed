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
        let waits = hasManyLayers
        let isLarge = graph.head.count >= RolloutSearch.leastArcsForRadius
        tighten(evaluations: waits && isLarge ? 4 : 14, withHops: !waits)
        tell()
        var cycle = 64
        while !isProven, step < effort.steps, work < effort.work, !shouldStop() {
            search.restart()
            let gain = best.gain
            let workBefore = work
            for position in 0..<cycle where step < effort.steps && work < effort.work {
                let cooling = 1 - Double(position) / Double(cycle)
                if search.step(temperature: Self.temperature * cooling * cooling) { tell() }
                step += 1
                if step % 32 == 0, search.spendLeftovers() { tell() }
                if shouldStop() { break }
            }
            if best.gain > gain || cycle == 64 {
                // A third of what is left: the search needs it as well.
                tighten(evaluations: 6, mostWork: max(0, effort.work - work) / 3)
            }
            // As much for proof as for search: on what is left the one finds plans as good as the other.
            settle(work: max(work - workBefore, 500_000), shouldStop: shouldStop)
            tell()
            cycle = min(cycle * 2, 1024)
        }
    }
}
