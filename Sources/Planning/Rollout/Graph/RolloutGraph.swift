/// A problem as the search sees it in one phase: numbered places, arcs in rows, and one root.
///
/// All sources without a fee are the root, place 0. A source with a fee keeps a place of its own, below an arc from the
/// root that costs the fee. No arc enters a source. Of parallel arcs only the cheapest stays: the others are in no better
/// plan. Contracted links cost nothing from their phase on and are not there before.
struct RolloutGraph: Sendable {
    static let root = 0

    /// Places, the root included.
    let count: Int
    /// The place of each node of the problem.
    let places: ContiguousArray<Int32>
    /// The node of each place; -1 for the root.
    let nodes: ContiguousArray<Int32>

    /// The arcs from place p are `firstArc[p] ..< firstArc[p + 1]`, by head.
    let firstArc: ContiguousArray<Int32>
    let tail: ContiguousArray<Int32>
    let head: ContiguousArray<Int32>
    let cost: ContiguousArray<Double>
    /// The link of each arc; -1 for a source's fee.
    let link: ContiguousArray<Int32>

    /// The arcs into place p are `enteringArcs[firstEntering[p] ..< firstEntering[p + 1]]`.
    let firstEntering: ContiguousArray<Int32>
    let enteringArcs: ContiguousArray<Int32>

    private(set) var services: RolloutServices

    struct Arc {
        var tail: Int32
        var head: Int32
        var cost: Double
        var link: Int32
    }

    /// - Parameter pinned: Links that an earlier phase has built, by the node they lead to: no parallel link replaces them.
    init(_ problem: RolloutProblem, phase: Int, pinned: [Int: Int] = [:]) {
        var places = ContiguousArray<Int32>(repeating: 0, count: problem.nodes.count)
        var nodes: ContiguousArray<Int32> = [-1]
        for (index, node) in problem.nodes.enumerated() where !(node.isSource && node.sourceCost == 0) {
            places[index] = Int32(nodes.count)
            nodes.append(Int32(index))
        }
        var arcs: [Arc] = []
        arcs.reserveCapacity(2 * problem.links.count)
        for (index, node) in problem.nodes.enumerated() where node.isSource && node.sourceCost > 0 {
            arcs.append(Arc(tail: 0, head: places[index], cost: node.sourceCost, link: -1))
        }
        for (index, link) in problem.links.enumerated() {
            guard let cost = link.cost(in: phase) else { continue }
            for (from, to) in [(link.a, link.b), (link.b, link.a)] where !problem.nodes[to].isSource {
                // Sources without a fee are one place, so that ways from two of them are parallel.
                if let pin = pinned[to], pin != index, places[problem.links[pin].other(than: to)] == places[from] {
                    continue
                }
                arcs.append(Arc(tail: places[from], head: places[to], cost: cost, link: Int32(index)))
            }
        }
        self.init(
            places: places, nodes: nodes, arcs: arcs,
            services: RolloutServices(nodes.map { $0 < 0 ? nil : problem.nodes[Int($0)] }))
    }

    private init(
        places: ContiguousArray<Int32>, nodes: ContiguousArray<Int32>, arcs: [Arc], services: RolloutServices,
        isSorted: Bool = false
    ) {
        self.places = places
        self.nodes = nodes
        self.services = services
        count = nodes.count
        let sorted =
            isSorted
            ? arcs : arcs.sorted { ($0.tail, $0.head, $0.cost, $0.link) < ($1.tail, $1.head, $1.cost, $1.link) }
        var firstArc = ContiguousArray<Int32>(repeating: 0, count: count + 1)
        var firstEntering = firstArc
        var kept: ContiguousArray<Arc> = []
        kept.reserveCapacity(sorted.count)
        for arc in sorted {
            if let last = kept.last, last.tail == arc.tail, last.head == arc.head { continue }
            kept.append(arc)
            firstArc[Int(arc.tail) + 1] += 1
            firstEntering[Int(arc.head) + 1] += 1
        }
        for place in 0..<count {
            firstArc[place + 1] += firstArc[place]
            firstEntering[place + 1] += firstEntering[place]
        }
        var next = firstEntering
        var entering = ContiguousArray<Int32>(repeating: 0, count: kept.count)
        for (index, arc) in kept.enumerated() {
            entering[Int(next[Int(arc.head)])] = Int32(index)
            next[Int(arc.head)] += 1
        }
        self.firstArc = firstArc
        self.firstEntering = firstEntering
        enteringArcs = entering
        tail = ContiguousArray(kept.lazy.map(\.tail))
        head = ContiguousArray(kept.lazy.map(\.head))
        cost = ContiguousArray(kept.lazy.map(\.cost))
        link = ContiguousArray(kept.lazy.map(\.link))
    }

    /// The same places with some of the arcs, and with other services if there are any.
    func keeping(services: RolloutServices? = nil, _ isKept: (Int) -> Bool) -> RolloutGraph {
        let arcs = head.indices.filter(isKept).map {
            Arc(tail: tail[$0], head: head[$0], cost: cost[$0], link: link[$0])
        }
        return RolloutGraph(
            places: places, nodes: nodes, arcs: arcs, services: services ?? self.services, isSorted: true)
    }

    /// The same graph with other services.
    func with(_ services: RolloutServices) -> RolloutGraph {
        var graph = self
        graph.services = services
        return graph
    }

    func arcs(from place: Int) -> Range<Int> { Int(firstArc[place])..<Int(firstArc[place + 1]) }
    func entering(_ place: Int) -> Range<Int> { Int(firstEntering[place])..<Int(firstEntering[place + 1]) }

    /// The arc between two places, if there is one.
    func arc(from: Int, to: Int) -> Int? {
        var (low, high) = (arcs(from: from).lowerBound, arcs(from: from).upperBound)
        while low < high {
            let middle = (low + high) / 2
            if head[middle] < Int32(to) { low = middle + 1 } else { high = middle }
        }
        return low < arcs(from: from).upperBound && head[low] == Int32(to) ? low : nil
    }
}

extension RolloutLink {
    /// What the link costs a plan in a phase; `nil` before the phase that it is contracted for.
    func cost(in phase: Int) -> Double? {
        guard let committedPhase else { return cost }
        return committedPhase <= phase ? 0 : nil
    }

    func other(than node: Int) -> Int { node == a ? b : a }
}
