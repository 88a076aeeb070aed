/// Cheapest ways from a forest to what it does not reach, kept true while the forest grows.
///
/// Hop limits make the states (place, hops): a longer way may be the cheaper one and still of no use further on. A state
/// whose place is reached as cheaply with fewer hops is dropped (dominance as in resource constrained shortest paths).
struct PathInsertion {
    /// More hop limits than this are watched along the cheapest way only.
    static let mostLayers = 40

    let graph: RolloutGraph
    let maxHops: Int32
    /// 1 where the hops of the cheapest way are enough to know, `maxHops` + 1 where each number has its state.
    let layers: Int

    private var distance: ContiguousArray<Double>
    private var gain: ContiguousArray<Double>
    private var hops: ContiguousArray<Int32>
    private var before: ContiguousArray<Int32>
    private var arc: ContiguousArray<Int32>
    /// The state with the least distance of each place, -1 where none is reached.
    private var best: ContiguousArray<Int32>
    private var reached: ContiguousArray<Int32> = []
    private var queue = DistanceQueue()
    /// The places whose cheapest way changed since they were last forgotten, some more than once.
    private(set) var nearer: ContiguousArray<Int32> = []

    /// How many arcs were looked at: the work done, which no clock changes.
    var work = 0

    /// Costs are looked at as `cost * (1 + noise * table)`, so that repairs differ.
    var noise = 0.0
    var noiseOffset = 0
    /// Looked-at cost of each hop: above 0 prefers shallow ways, which leave hops for others.
    var hopPrice = 0.0
    /// For each arc what a bound's dual leaves of its cost, or nothing; `guideShare` of it is looked at as cost, so that ways
    /// keep to the arcs that the bound pays for.
    var guide: ContiguousArray<Double> = []
    var guideShare = 0.0
    /// Whether ways may pass over the forest and hang what they pass nearer to its source; every way is then good for one
    /// building only.
    var rehangs = false
    /// Places that stay where they hang.
    var isFixed: ContiguousArray<Bool>?
    private let noiseTable: ContiguousArray<Double>

    init(_ graph: RolloutGraph, maxHops: Int?, generator: inout SeededGenerator) {
        self.graph = graph
        let limit = maxHops.map { min($0, graph.count) } ?? Int(Int32.max)
        self.maxHops = Int32(limit)
        layers = limit < graph.count && limit <= Self.mostLayers ? limit + 1 : 1
        let states = graph.count * layers
        distance = ContiguousArray(repeating: .infinity, count: states)
        gain = ContiguousArray(repeating: 0, count: states)
        hops = ContiguousArray(repeating: 0, count: states)
        before = ContiguousArray(repeating: -1, count: states)
        arc = ContiguousArray(repeating: -1, count: states)
        best = ContiguousArray(repeating: -1, count: graph.count)
        var table: ContiguousArray<Double> = []
        for _ in 0..<1024 { table.append(generator.fraction()) }
        noiseTable = table
    }

    init(_ graph: RolloutGraph, like other: PathInsertion, generator: inout SeededGenerator) {
        self.init(graph, maxHops: Int(other.maxHops), generator: &generator)
        work = other.work
    }

    mutating func reset() {
        for place in reached {
            let place = Int(place)
            best[place] = -1
            for state in place * layers..<(place + 1) * layers { distance[state] = .infinity }
        }
        reached.removeAll(keepingCapacity: true)
        forgetNearer()
        queue.removeAll()
    }

    /// The looked-at cost of the cheapest way to a place, 0 on the forest; infinite when none is known.
    func distance(to place: Int) -> Double { best[place] < 0 ? .infinity : distance[Int(best[place])] }

    /// What the cheapest way to a place brings on the way, that place included, where fiber's fixed cost is 0.
    func gain(to place: Int) -> Double { best[place] < 0 ? 0 : gain[Int(best[place])] }

    mutating func forgetNearer() { nearer.removeAll(keepingCapacity: true) }

    /// Starts ways from a place of the forest.
    mutating func addSource(_ place: Int, of forest: RolloutForest) {
        let depth = forest.depth[place]
        let state = layers == 1 ? place : place * layers + Int(depth)
        if best[place] < 0 { reached.append(Int32(place)) }
        distance[state] = 0
        gain[state] = 0
        hops[state] = depth
        before[state] = -1
        arc[state] = -1
        best[place] = Int32(state)
        nearer.append(Int32(place))
        if goesOn(depth) { queue.push(Int32(state), 0) }
    }

    /// Whether a way of so many hops may lead on.
    private func goesOn(_ hops: Int32) -> Bool { hops < maxHops || graph.services.hasFreeHops }

    /// Follows all ways that cost no more than `limit`, through places that `isOpen` or everywhere.
    mutating func spread(limit: Double, over forest: RolloutForest, within isOpen: ContiguousArray<Bool>? = nil) {
        while let entry = queue.pop() {
            let state = Int(entry.place)
            // A queue's step is about as much as looking at a few arcs.
            work += 14
            guard entry.distance == distance[state] else { continue }
            let place = layers == 1 ? state : state / layers
            let arcs = graph.arcs(from: place)
            work += 3 * arcs.count
            for next in arcs {
                let head = Int(graph.head[next])
                let isNew = forest.depth[head] < 0
                guard isNew || rehangs else { continue }
                if let isOpen, !isOpen[head] { continue }
                let reachedHops = hops[state] + graph.services.hop[head]
                guard reachedHops <= maxHops else { continue }
                var cost = graph.cost[next]
                if !isNew {
                    guard reachedHops < forest.depth[head], isFixed?[head] != true else { continue }
                    cost = max(0, cost - graph.cost[Int(forest.arc[head])])
                }
                if noise > 0 { cost *= 1 + noise * noiseTable[(head &* 7919 &+ noiseOffset) & 1023] }
                cost += hopPrice * Double(graph.services.hop[head])
                if guideShare > 0 { cost += guideShare * guide[next] }
                let length = entry.distance + cost
                guard length <= limit else { continue }
                let target = layers == 1 ? head : head * layers + Int(reachedHops)
                guard length < distance[target] else { continue }
                if layers > 1, isDominated(head, hops: Int(reachedHops), length: length) { continue }
                if best[head] < 0 { reached.append(Int32(head)) }
                distance[target] = length
                hops[target] = reachedHops
                before[target] = Int32(state)
                arc[target] = Int32(next)
                gain[target] = gain[state] + openGain(head, forest)
                if isNew, best[head] < 0 || length <= distance[Int(best[head])] {
                    best[head] = Int32(target)
                    nearer.append(Int32(head))
                }
                if goesOn(reachedHops) { queue.push(Int32(target), length) }
            }
        }
    }

    private func isDominated(_ place: Int, hops: Int, length: Double) -> Bool {
        for state in place * layers..<place * layers + hops where distance[state] <= length { return true }
        return false
    }

    /// What passing a place brings by itself.
    private func openGain(_ place: Int, _ forest: RolloutForest) -> Double {
        let services = graph.services
        guard services.fiberCost[place] == 0 else { return 0 }
        return max(0, services.fiberGain[place] - services.gain(place, forest.service[place]))
    }

    /// Builds the cheapest way to a place, and serves by fiber what lies on it and costs nothing more.
    ///
    /// - Returns: Whether the way still held; what joined the forest since it was found may lie too deep for it.
    mutating func build(to place: Int, on forest: inout RolloutForest) -> Bool {
        if rehangs {
            hang(place, on: &forest)
            return true
        }
        var arcs: ContiguousArray<Int32> = []
        var state = Int(best[place])
        var reached = place
        while forest.depth[reached] < 0 {
            arcs.append(arc[state])
            reached = Int(graph.tail[Int(arc[state])])
            state = Int(before[state])
        }
        if let last = arcs.last, maxHops < Int32(graph.count) {
            let added = hops[Int(best[place])] - hops[state]
            guard forest.depth[Int(graph.tail[Int(last)])] + added <= maxHops else { return false }
        }
        for arc in arcs.reversed() {
            forest.attach(Int(arc), in: graph)
            serveInPassing(Int(graph.head[Int(arc)]), on: &forest)
        }
        for arc in arcs { restart(Int(graph.head[Int(arc)]), of: forest) }
        return true
    }

    private func serveInPassing(_ head: Int, on forest: inout RolloutForest) {
        guard graph.services.fiberCost[head] == 0, graph.services.fiberGain[head] > 0,
            graph.services.fiberGain[head] >= graph.services.gain(head, forest.service[head])
        else { return }
        forest.serve(head, by: RolloutServices.fiber, in: graph)
    }

    /// Builds the cheapest way to a place from where it starts, hanging on it what of the forest it passes over.
    ///
    /// What it passes over comes nearer to its source, and so does all below: the way starts at no place below these, since
    /// it reaches them with fewer hops than they have.
    private func hang(_ place: Int, on forest: inout RolloutForest) {
        var arcs: ContiguousArray<Int32> = []
        var state = Int(best[place])
        while before[state] >= 0 {
            arcs.append(arc[state])
            state = Int(before[state])
        }
        for arc in arcs.reversed() {
            let head = Int(graph.head[Int(arc)])
            guard forest.contains(head) else {
                forest.attach(Int(arc), in: graph)
                serveInPassing(head, on: &forest)
                continue
            }
            var idle = Int(graph.tail[Int(forest.arc[head])])
            forest.reattach(Int(arc), in: graph)
            while forest.isIdle(idle), isFixed?[idle] != true { idle = forest.drop(idle, in: graph) }
        }
    }

    /// A place that came onto the forest: only its real hops count from now on.
    private mutating func restart(_ place: Int, of forest: RolloutForest) {
        for state in place * layers..<(place + 1) * layers { distance[state] = .infinity }
        addSource(place, of: forest)
    }
}
