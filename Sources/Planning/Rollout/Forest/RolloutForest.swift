/// A forest under work: for each place the arc it hangs from, its hops, and how it is served.
///
/// Invariants: a place on the forest hangs from a place on the forest; `children` counts what hangs from it; `cost` and
/// `gain` are the sums over arcs and services. Serving by fiber needs the place on the forest.
struct RolloutForest: Sendable {
    static let off: Int32 = -1

    /// The arc into each place; -1 off the forest and for the root.
    private(set) var arc: ContiguousArray<Int32>
    /// Hops from the source; -1 off the forest.
    private(set) var depth: ContiguousArray<Int32>
    private(set) var children: ContiguousArray<Int32>
    private(set) var service: ContiguousArray<Int32>
    private(set) var cost = 0.0
    private(set) var gain = 0.0

    /// The root alone.
    init(count: Int) {
        arc = ContiguousArray(repeating: Self.off, count: count)
        depth = arc
        depth[RolloutGraph.root] = 0
        children = ContiguousArray(repeating: 0, count: count)
        service = ContiguousArray(repeating: RolloutServices.none, count: count)
    }

    func contains(_ place: Int) -> Bool { depth[place] >= 0 }

    /// Hangs a place that is not on the forest from the tail of an arc that is.
    mutating func attach(_ arc: Int, in graph: RolloutGraph) {
        let (tail, head) = (Int(graph.tail[arc]), Int(graph.head[arc]))
        self.arc[head] = Int32(arc)
        depth[head] = depth[tail] + graph.services.hop[head]
        children[tail] += 1
        cost += graph.cost[arc]
    }

    /// Hangs a place, with all below it, from another one that is not below it.
    mutating func reattach(_ arc: Int, in graph: RolloutGraph) {
        let (tail, head) = (Int(graph.tail[arc]), Int(graph.head[arc]))
        let old = Int(self.arc[head])
        cost += graph.cost[arc] - graph.cost[old]
        children[Int(graph.tail[old])] -= 1
        children[tail] += 1
        self.arc[head] = Int32(arc)
        let shift = depth[tail] + graph.services.hop[head] - depth[head]
        if shift != 0 { visit(below: head, in: graph) { forest, place in forest.depth[place] += shift } }
    }

    mutating func serve(_ place: Int, by service: Int32, in graph: RolloutGraph) {
        let old = self.service[place]
        guard old != service else { return }
        cost += graph.services.cost(place, service) - graph.services.cost(place, old)
        gain += graph.services.gain(place, service) - graph.services.gain(place, old)
        self.service[place] = service
    }

    /// Takes a place with all below it off the forest, and every place above that then carries nothing.
    ///
    /// Services by other technologies stay: no fiber hangs from them.
    mutating func cut(_ place: Int, in graph: RolloutGraph, keeping isFixed: ContiguousArray<Bool>? = nil) {
        var above = Int(graph.tail[Int(arc[place])])
        visit(below: place, in: graph) { forest, below in
            forest.cost -= graph.cost[Int(forest.arc[below])]
            forest.arc[below] = Self.off
            forest.depth[below] = Self.off
            forest.children[below] = 0
            if forest.service[below] == RolloutServices.fiber {
                forest.serve(below, by: RolloutServices.none, in: graph)
            }
        }
        children[above] -= 1
        while isIdle(above), isFixed?[above] != true {
            above = drop(above, in: graph)
        }
    }

    /// A place that carries nothing: not the root, nothing hangs from it, not served by fiber.
    func isIdle(_ place: Int) -> Bool {
        place != RolloutGraph.root && depth[place] >= 0 && children[place] == 0
            && service[place] != RolloutServices.fiber
    }

    /// Takes an idle place off the forest; the place it hung from.
    mutating func drop(_ place: Int, in graph: RolloutGraph) -> Int {
        let old = Int(arc[place])
        let above = Int(graph.tail[old])
        cost -= graph.cost[old]
        arc[place] = Self.off
        depth[place] = Self.off
        children[above] -= 1
        return above
    }

    /// Goes over a place and all below it, each place before what hangs from it or after, but its children are read first.
    private mutating func visit(
        below place: Int, in graph: RolloutGraph, _ body: (inout RolloutForest, Int) -> Void
    ) {
        var stack: ContiguousArray<Int32> = [Int32(place)]
        while let next = stack.popLast() {
            let next = Int(next)
            if children[next] > 0 { pushChildren(of: next, in: graph, onto: &stack) }
            body(&self, next)
        }
    }

    func pushChildren(of place: Int, in graph: RolloutGraph, onto stack: inout ContiguousArray<Int32>) {
        var left = children[place]
        for arc in graph.arcs(from: place) where self.arc[Int(graph.head[arc])] == Int32(arc) {
            stack.append(graph.head[arc])
            left -= 1
            if left == 0 { break }
        }
    }

    /// The forest's places, each after the one it hangs from, the root first.
    func preorder(in graph: RolloutGraph) -> ContiguousArray<Int32> {
        var order: ContiguousArray<Int32> = []
        var stack: ContiguousArray<Int32> = [0]
        while let next = stack.popLast() {
            order.append(next)
            pushChildren(of: Int(next), in: graph, onto: &stack)
        }
        return order
    }

    /// The sums again from the parts: adding and taking away leaves rests in the last bits.
    mutating func settle(in graph: RolloutGraph) {
        cost = 0
        gain = 0
        for place in 0..<arc.count {
            if arc[place] >= 0 { cost += graph.cost[Int(arc[place])] }
            cost += graph.services.cost(place, service[place])
            gain += graph.services.gain(place, service[place])
        }
    }

    /// The same forest with the arcs of another graph over the same places; `nil` when that graph lacks one.
    ///
    /// - Parameter services: The services by the other graph's numbers, where they differ.
    func moved(
        from old: RolloutGraph, to new: RolloutGraph, services: ContiguousArray<Int32>? = nil
    ) -> RolloutForest? {
        var forest = self
        for place in 0..<arc.count where arc[place] >= 0 {
            guard let arc = new.arc(from: Int(old.tail[Int(arc[place])]), to: place) else { return nil }
            forest.arc[place] = Int32(arc)
        }
        if let services { forest.service = services }
        forest.settle(in: new)
        return forest
    }
}
