/// The graph on which bounds are computed: the rollout graph itself, or one copy of each place for each number of hops.
///
/// Layers make the hop limit part of the graph, which gives the strongest bounds known for it (Gouveia, Simonetti, Uchoa
/// 2011, doi:10.1007/s10107-009-0297-2); leaving the limit out is sound, since it only allows more. States that no plan
/// within the budget reaches are left out.
struct CutGraph: Sendable {
    /// States; 0 is the root.
    let count: Int
    let place: ContiguousArray<Int32>
    /// The states of place p are `states[firstState[p] ..< firstState[p + 1]]`.
    let firstState: ContiguousArray<Int32>
    let states: ContiguousArray<Int32>

    /// The arcs into state s are `firstEntering[s] ..< firstEntering[s + 1]`.
    let firstEntering: ContiguousArray<Int32>
    let tail: ContiguousArray<Int32>
    let head: ContiguousArray<Int32>
    let cost: ContiguousArray<Double>
    /// The arc of the rollout graph.
    let origin: ContiguousArray<Int32>
    /// The arcs from state s are `leaving[firstLeaving[s] ..< firstLeaving[s + 1]]`.
    let firstLeaving: ContiguousArray<Int32>
    let leaving: ContiguousArray<Int32>

    /// - Parameters:
    ///   - reach: The cost of the cheapest way to each place, within the hop limit; infinite where there is none.
    ///   - layers: The hop limit when it is to be part of the graph, or `nil`.
    init(_ graph: RolloutGraph, reach: ContiguousArray<Double>, budget: Double, layers: Int?) {
        let limit = budget + Money.tolerance(budget)
        let lowest = layers == nil ? nil : Self.fewestHops(graph)
        var firstState: ContiguousArray<Int32> = [0]
        var place: ContiguousArray<Int32> = []
        var level: ContiguousArray<Int32> = []
        for index in 0..<graph.count {
            if index == 0 {
                place.append(0)
                level.append(0)
            } else if reach[index] <= limit {
                if let layers, let lowest {
                    if lowest[index] <= layers {
                        for hops in Int(lowest[index])...layers {
                            place.append(Int32(index))
                            level.append(Int32(hops))
                        }
                    }
                } else {
                    place.append(Int32(index))
                    level.append(0)
                }
            }
            firstState.append(Int32(place.count))
        }
        self.place = place
        self.firstState = firstState
        states = ContiguousArray(0..<Int32(place.count))
        count = place.count

        var first: ContiguousArray<Int32> = [0]
        var tails: ContiguousArray<Int32> = []
        var heads: ContiguousArray<Int32> = []
        var costs: ContiguousArray<Double> = []
        var origins: ContiguousArray<Int32> = []
        for state in 0..<count {
            let index = Int(place[state])
            for position in graph.entering(index) {
                let arc = Int(graph.enteringArcs[position])
                let from = Int(graph.tail[arc])
                guard from == 0 || reach[from] + graph.cost[arc] <= limit else { continue }
                let range = Int(firstState[from])..<Int(firstState[from + 1])
                guard !range.isEmpty else { continue }
                var source = range.lowerBound
                if layers != nil {
                    let wanted = level[state] - graph.services.hop[index]
                    source += Int(wanted - level[range.lowerBound])
                    guard wanted >= level[range.lowerBound], range.contains(source) else { continue }
                }
                tails.append(Int32(source))
                heads.append(Int32(state))
                costs.append(graph.cost[arc])
                origins.append(Int32(arc))
            }
            first.append(Int32(tails.count))
        }
        firstEntering = first
        tail = tails
        head = heads
        cost = costs
        origin = origins
        var firstLeaving = ContiguousArray<Int32>(repeating: 0, count: count + 1)
        for tail in tails { firstLeaving[Int(tail) + 1] += 1 }
        for state in 0..<count { firstLeaving[state + 1] += firstLeaving[state] }
        var next = firstLeaving
        var leaving = ContiguousArray<Int32>(repeating: 0, count: tails.count)
        for (arc, tail) in tails.enumerated() {
            leaving[Int(next[Int(tail)])] = Int32(arc)
            next[Int(tail)] += 1
        }
        self.firstLeaving = firstLeaving
        self.leaving = leaving
    }

    /// How many arcs the graph with layers has.
    static func size(of graph: RolloutGraph, budget: Double, layers: Int) -> Int {
        let limit = budget + Money.tolerance(budget)
        let reach = reach(graph, budget: budget, maxHops: layers).costs
        let lowest = fewestHops(graph)
        return graph.head.indices.reduce(0) { sum, arc in
            let (tail, head) = (Int(graph.tail[arc]), Int(graph.head[arc]))
            guard reach[head] <= limit, tail == 0 || reach[tail] + graph.cost[arc] <= limit else { return sum }
            let hop = graph.services.hop[head]
            if tail == 0 { return sum + (Int(hop) <= layers ? 1 : 0) }
            return lowest[tail] > layers ? sum : sum + max(0, layers - Int(lowest[tail] + hop) + 1)
        }
    }

    /// The least hops to each place over any ways.
    static func fewestHops(_ graph: RolloutGraph) -> ContiguousArray<Int32> {
        var hops = ContiguousArray<Int32>(repeating: .max, count: graph.count)
        hops[0] = 0
        var queue = DistanceQueue()
        queue.push(0, 0)
        while let entry = queue.pop() {
            let place = Int(entry.place)
            guard Int32(entry.distance) == hops[place] else { continue }
            for arc in graph.arcs(from: place) {
                let head = Int(graph.head[arc])
                let next = hops[place] + graph.services.hop[head]
                guard next < hops[head] else { continue }
                hops[head] = next
                queue.push(Int32(head), Double(next))
            }
        }
        return hops
    }

    /// The cost of the cheapest way to each place within the hop limit, and no more than a budget; and the work of it.
    static func reach(
        _ graph: RolloutGraph, budget: Double, maxHops: Int?
    ) -> (costs: ContiguousArray<Double>, work: Int) {
        var generator = SeededGenerator(seed: 0)
        var paths = PathInsertion(graph, maxHops: maxHops, generator: &generator)
        let forest = RolloutForest(count: graph.count)
        // The cheapest way is what the states know exactly; without states the limit is left out, which is sound.
        if paths.layers == 1 { paths = PathInsertion(graph, maxHops: nil, generator: &generator) }
        paths.addSource(0, of: forest)
        paths.spread(limit: budget + Money.tolerance(budget), over: forest)
        return (ContiguousArray((0..<graph.count).map { paths.distance(to: $0) }), paths.work)
    }
}
