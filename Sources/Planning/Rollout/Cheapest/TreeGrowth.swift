/// Grows a tree from the root to all terminals, always over the shortest way to the nearest one that is left (Takahashi and
/// Matsuyama, Mathematica Japonica 24, 1980), in one run of Dijkstra's algorithm that goes on from each way it lays.
struct TreeGrowth {
    private var distance: ContiguousArray<Double> = []
    private var via: ContiguousArray<Int32> = []
    private var queue = DistanceQueue()
    private var way: ContiguousArray<Int32> = []
    /// Arcs looked at.
    private(set) var work = 0

    /// - Parameters:
    ///   - graph: what may be used.
    ///   - lengths: of each arc, 0 or more; they guide the growth and are not the forest's cost.
    ///   - served: the forest whose places served by fiber are the terminals; its services are taken over.
    /// - Returns: `nil` where a terminal cannot be reached.
    mutating func grow(
        _ graph: RolloutGraph, lengths: ContiguousArray<Double>, serving served: RolloutForest
    ) -> RolloutForest? {
        var forest = RolloutForest(count: graph.count)
        var left = 0
        for place in 1..<max(1, graph.count) where served.service[place] == RolloutServices.fiber { left += 1 }
        distance = ContiguousArray(repeating: .infinity, count: graph.count)
        via = ContiguousArray(repeating: -1, count: graph.count)
        queue.removeAll()
        distance[RolloutGraph.root] = 0
        queue.push(Int32(RolloutGraph.root), 0)
        while left > 0 {
            guard let entry = queue.pop() else { return nil }
            let place = Int(entry.place)
            guard entry.distance == distance[place] else { continue }
            if served.service[place] == RolloutServices.fiber, !forest.contains(place) {
                left -= lay(to: place, graph, served, &forest)
                continue
            }
            relax(from: place, graph, lengths, forest)
        }
        for place in 0..<graph.count { forest.serve(place, by: served.service[place], in: graph) }
        return forest
    }

    private mutating func relax(
        from place: Int, _ graph: RolloutGraph, _ lengths: ContiguousArray<Double>, _ forest: RolloutForest
    ) {
        let arcs = graph.arcs(from: place)
        work += arcs.count + 1
        for arc in arcs {
            let head = Int(graph.head[arc])
            let length = distance[place] + lengths[arc]
            guard length < distance[head], !forest.contains(head) else { continue }
            distance[head] = length
            via[head] = Int32(arc)
            queue.push(Int32(head), length)
        }
    }

    /// Hangs the way to a terminal on the forest, from where it leaves it; how many terminals stand along it.
    private mutating func lay(
        to terminal: Int, _ graph: RolloutGraph, _ served: RolloutForest, _ forest: inout RolloutForest
    ) -> Int {
        way.removeAll(keepingCapacity: true)
        var place = terminal
        while !forest.contains(place) {
            way.append(Int32(place))
            place = Int(graph.tail[Int(via[place])])
        }
        var reached = 0
        for entry in way.reversed() {
            let place = Int(entry)
            forest.attach(Int(via[place]), in: graph)
            if served.service[place] == RolloutServices.fiber { reached += 1 }
            distance[place] = 0
            queue.push(entry, 0)
        }
        return reached
    }
}
