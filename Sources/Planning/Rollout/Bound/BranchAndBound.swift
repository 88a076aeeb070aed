/// Settles what is left of a small graph: best first over decisions on sites, places and arcs, each with its own bound.
///
/// After the dual-ascent branch and bound of Leitner, Ljubic, Luipersbeck and Sinnl (2018, doi:10.1287/ijoc.2017.0788),
/// with the price of money inherited from node to node. Complete: once every arc is decided, so is the forest.
struct BranchAndBound {
    /// More open nodes than this are not kept: those of the least bounds go, and stay in the bound.
    static let mostOpen = 1_500

    struct Node {
        var graph: RolloutGraph
        var forced: Prizes.Forced
        var bound: Double
        var price: Double
    }

    let original: RolloutGraph
    let budget: Double
    let maxHops: Int?
    let layers: Int?
    let isWhole: Bool
    private(set) var best: RolloutForest
    private(set) var work = 0
    private var open: [Node] = []
    /// The greatest bound among branches that were given up because they were too many.
    private var dropped = -Double.infinity

    init(
        _ graph: RolloutGraph, budget: Double, maxHops: Int?, layers: Int?, isWhole: Bool, best: RolloutForest,
        bound: Double, price: Double
    ) {
        original = graph
        self.budget = budget
        self.maxHops = maxHops
        self.layers = layers
        self.isWhole = isWhole
        self.best = best
        open = [Node(graph: graph, forced: Prizes.Forced(count: graph.count), bound: bound, price: price)]
    }

    /// No forest gains more.
    var upperBound: Double { max(best.gain, dropped, open.map(\.bound).max() ?? -.infinity) }

    private var wanted: Double { isWhole ? best.gain + 1 : best.gain + 1e-7 * max(1, best.gain) }

    /// Goes on until all is settled, or the work is done.
    mutating func run(work limit: Int, shouldStop: () -> Bool) {
        while work < limit, !open.isEmpty, !shouldStop() {
            var index = 0
            for other in open.indices where open[other].bound > open[index].bound { index = other }
            let last = open.count - 1
            open.swapAt(index, last)
            let node = open.removeLast()
            if node.bound >= wanted { expand(node) }
            if open.count > Self.mostOpen { shrink() }
        }
        let wanted = wanted
        open.removeAll { $0.bound < wanted }
    }

    /// Takes a better forest that another method has found.
    mutating func take(_ forest: RolloutForest) {
        if forest.gain > best.gain { best = forest }
    }

    var isSettled: Bool { open.isEmpty }

    private mutating func shrink() {
        open.sort { $0.bound > $1.bound }
        let lost = open[Self.mostOpen / 2]
        dropped = max(dropped, lost.bound)
        open.removeLast(open.count - Self.mostOpen / 2)
    }

    private mutating func expand(_ node: Node) {
        var node = node
        var bound = RolloutBound(
            node.graph, budget: budget, maxHops: maxHops, layers: layers, countsMusts: true, forced: node.forced)
        bound.search(around: node.price, factor: 1.6, evaluations: 5)
        // Rows are short in small graphs: an ascent takes as long as it has arcs to look at.
        work += 2 * bound.work + 40 * node.graph.count + 30 * node.graph.head.count + 8 * bound.cuts.cost.count
        node.bound = min(node.bound, isWhole ? (bound.bound + 1e-6).rounded(.down) : bound.bound)
        guard node.bound >= wanted else { return }
        if bound.price > 0 { node.price = bound.price }
        let test = ReducedCostTest(bound, wanted: wanted)
        tryForest(over: node.graph, bound)
        guard node.bound >= wanted else { return }
        if test.isUseful.contains(false) { node.graph = node.graph.keeping { test.isUseful[$0] } }
        let choice = BranchChoice(node.graph, forced: node.forced, bound: bound, fromRoot: test.fromRoot)
        switch choice.kind {
        case .site(let place): branch(onSite: place, node)
        case .other(let place, let number): branch(onOther: number, at: place, node)
        case .place(let place): branch(onPlace: place, node)
        case .arc(let arc): branch(onArc: arc, node)
        case .none: settle(node)
        }
    }

    /// A forest over the arcs that cost nothing more: what the duals point to.
    private mutating func tryForest(over graph: RolloutGraph, _ bound: RolloutBound) {
        guard !bound.reduced.isEmpty else { return }
        var isTight = ContiguousArray(repeating: false, count: graph.head.count)
        for arc in bound.cuts.tail.indices where bound.reduced[arc] == 0 {
            isTight[Int(bound.cuts.origin[arc])] = true
        }
        offer(filled(graph.keeping { isTight[$0] }))
        work += 2 * graph.head.count
    }

    private mutating func filled(_ graph: RolloutGraph) -> (RolloutForest, RolloutGraph) {
        var generator = SeededGenerator(seed: 1)
        var greedy = GreedyFill(graph, maxHops: maxHops, generator: &generator)
        var forest = RolloutForest(count: graph.count)
        greedy.fill(&forest, budget: budget, universe: ContiguousArray(0..<Int32(graph.count)))
        work += greedy.paths.work
        return (forest, graph)
    }

    private mutating func offer(_ found: (RolloutForest, RolloutGraph)) {
        guard found.0.gain >= wanted, let forest = found.0.moved(from: found.1, to: original) else { return }
        if forest.gain >= wanted, forest.cost <= budget + Money.tolerance(budget) { best = forest }
    }

    private mutating func branch(onSite place: Int, _ node: Node) {
        var served = node
        served.graph = node.graph.with(node.graph.services.onlyFiber(at: place))
        served.forced.served[place] = true
        open.append(served)
        var without = node
        let services = node.graph.services
        // Serving what fiber passes for nothing more is never worse: not served is not on the forest.
        if services.fiberCost[place] == 0, services.others(place) == 0 {
            without.graph = node.graph.keeping { node.graph.head[$0] != Int32(place) }
        }
        without.graph = without.graph.with(services.withoutFiber(at: place))
        open.append(without)
    }

    private mutating func branch(onOther number: Int32, at place: Int, _ node: Node) {
        var with = node
        with.graph = node.graph.with(node.graph.services.onlyOther(number, at: place))
        with.forced.served[place] = true
        open.append(with)
        var without = node
        without.graph = node.graph.with(node.graph.services.without(other: number, at: place))
        open.append(without)
    }

    private mutating func branch(onPlace place: Int, _ node: Node) {
        var joined = node
        joined.forced.joined[place] = true
        open.append(joined)
        guard !node.forced.served[place] || node.graph.services.fiberGain[place] == 0 else { return }
        var off = node
        off.graph = node.graph.keeping { node.graph.head[$0] != Int32(place) }
        open.append(off)
    }

    private mutating func branch(onArc arc: Int, _ node: Node) {
        let head = node.graph.head[arc]
        var with = node
        with.forced.joined[Int(head)] = true
        with.graph = node.graph.keeping { node.graph.head[$0] != head || $0 == arc }
        open.append(with)
        var without = node
        without.graph = node.graph.keeping { $0 != arc }
        open.append(without)
    }

    /// Everything is decided: what the arcs make is the only forest left.
    private mutating func settle(_ node: Node) {
        var forest = RolloutForest(count: node.graph.count)
        var stack: ContiguousArray<Int32> = [0]
        while let next = stack.popLast() {
            for arc in node.graph.arcs(from: Int(next)) where !forest.contains(Int(node.graph.head[arc])) {
                forest.attach(arc, in: node.graph)
                stack.append(node.graph.head[arc])
            }
        }
        let services = node.graph.services
        for place in 1..<max(1, node.graph.count) where node.forced.served[place] {
            if services.fiberGain[place] > 0 {
                guard forest.contains(place) else { return }
                forest.serve(place, by: RolloutServices.fiber, in: node.graph)
            } else if let number = (0..<services.others(place)).first(where: {
                services.otherCost[Int(services.firstOther[place]) + $0] < .infinity
            }) {
                forest.serve(place, by: Int32(number + 1), in: node.graph)
            }
        }
        forest.dropIdle(base: RolloutForest(count: node.graph.count), in: node.graph)
        offer((forest, node.graph))
    }
}
