/// Which arcs a better plan than the one known could still have.
///
/// A plan with arc a holds a way from the root over a to a served site; beyond the bound it costs at least the reduced
/// costs of the cheapest such way (Leitner, Ljubic, Luipersbeck, Sinnl 2018, doi:10.1287/ijoc.2017.0788). Where price times
/// these takes the bound below what is wanted, the arc is in no better plan. Sound for budget and hop limit alike, since
/// the bound is.
struct ReducedCostTest {
    /// For each arc of the rollout graph.
    let isUseful: ContiguousArray<Bool>
    /// For each state of the bound's graph what a way from the root adds; infinite beyond what could be better.
    private(set) var fromRoot: ContiguousArray<Double> = []

    /// - Parameter wanted: The least gain that would be better.
    init(_ bound: RolloutBound, wanted: Double) {
        let cuts = bound.cuts
        var isUseful = ContiguousArray(repeating: false, count: bound.graph.head.count)
        guard bound.price > 0, !bound.reduced.isEmpty else {
            for arc in isUseful.indices { isUseful[arc] = true }
            self.isUseful = isUseful
            return
        }
        let most = (bound.bound - wanted) / bound.price + 1e-7 * (1 + bound.budget)
        var ends: ContiguousArray<Int32> = []
        for terminal in bound.prizes.terminals where terminal.fiberGain > 0 || terminal.isJoined {
            let place = Int(terminal.place)
            for state in cuts.firstState[place]..<cuts.firstState[place + 1] { ends.append(state) }
        }
        let fromRoot = Self.distances(cuts, reduced: bound.reduced, from: [0], most: most, forward: true)
        self.fromRoot = fromRoot
        let toSite = Self.distances(cuts, reduced: bound.reduced, from: ends, most: most, forward: false)
        for arc in cuts.tail.indices {
            let extra = fromRoot[Int(cuts.tail[arc])] + bound.reduced[arc] + toSite[Int(cuts.head[arc])]
            if extra <= most { isUseful[Int(cuts.origin[arc])] = true }
        }
        self.isUseful = isUseful
    }

    /// For each arc of the bound's graph what the cheapest way over it to one of the ends adds to the bound; infinite beyond
    /// `most`.
    static func extra(
        _ cuts: CutGraph, reduced: ContiguousArray<Double>, ends: ContiguousArray<Int32>, most: Double
    ) -> ContiguousArray<Double> {
        let fromRoot = distances(cuts, reduced: reduced, from: [0], most: most, forward: true)
        let toEnd = distances(cuts, reduced: reduced, from: ends, most: most, forward: false)
        return ContiguousArray(
            cuts.tail.indices.lazy.map { fromRoot[Int(cuts.tail[$0])] + reduced[$0] + toEnd[Int(cuts.head[$0])] })
    }

    private static func distances(
        _ cuts: CutGraph, reduced: ContiguousArray<Double>, from starts: ContiguousArray<Int32>, most: Double,
        forward: Bool
    ) -> ContiguousArray<Double> {
        var distance = ContiguousArray<Double>(repeating: .infinity, count: cuts.count)
        var queue = DistanceQueue()
        for start in starts {
            distance[Int(start)] = 0
            queue.push(start, 0)
        }
        func relax(_ state: Int, _ length: Double, _ queue: inout DistanceQueue) {
            guard length <= most, length < distance[state] else { return }
            distance[state] = length
            queue.push(Int32(state), length)
        }
        while let entry = queue.pop() {
            let state = Int(entry.place)
            guard entry.distance == distance[state] else { continue }
            if forward {
                for position in Int(cuts.firstLeaving[state])..<Int(cuts.firstLeaving[state + 1]) {
                    let arc = Int(cuts.leaving[position])
                    relax(Int(cuts.head[arc]), entry.distance + reduced[arc], &queue)
                }
            } else {
                for arc in Int(cuts.firstEntering[state])..<Int(cuts.firstEntering[state + 1]) {
                    relax(Int(cuts.tail[arc]), entry.distance + reduced[arc], &queue)
                }
            }
        }
        return distance
    }
}
