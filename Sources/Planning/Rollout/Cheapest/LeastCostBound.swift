/// How much the ways of a forest cost at least, whatever ways reach the same places: dual ascent with places that have to be
/// reached, and which arcs a cheaper forest could still have.
struct LeastCostBound {
    /// No ways to all of the places cost less.
    let value: Double
    /// For each arc of the rollout graph what the duals leave of its cost; infinite where no cheaper forest has it.
    private(set) var rests: ContiguousArray<Double>
    let work: Int

    /// - Parameters:
    ///   - forest: what is to be served, and what it costs; places beyond that cost are in no cheaper one.
    ///   - ways: the cost of the forest's arcs.
    ///   - slack: by how much a terminal's cut may be larger than the next one's before that has its turn.
    init(_ graph: RolloutGraph, forest: RolloutForest, ways: Double, slack: Double) {
        let (reach, before) = CutGraph.reach(graph, budget: ways, maxHops: nil)
        let cuts = CutGraph(graph, reach: reach, budget: ways, layers: nil)
        let places = ContiguousArray(
            (1..<max(1, graph.count)).filter { forest.service[$0] == RolloutServices.fiber }.map(Int32.init))
        let offers = places.map { place in
            DualAscent.Offer(
                Prizes.Terminal(place: place, most: 0, fiberGain: 0, fiberCost: 0, others: 0..<0, isJoined: true),
                services: graph.services, extraGain: 0, price: 1, budget: ways)
        }
        var ascent = DualAscent(cuts)
        value = ascent.run(offers, places: places, slack: slack)
        rests = ContiguousArray(repeating: .infinity, count: graph.head.count)
        let most = ways - value + Money.tolerance(ways)
        let ends = ContiguousArray(places.flatMap { cuts.firstState[Int($0)]..<cuts.firstState[Int($0) + 1] })
        let extra = ReducedCostTest.extra(cuts, reduced: ascent.reduced, ends: ends, most: most)
        for arc in cuts.tail.indices where extra[arc] <= most {
            rests[Int(cuts.origin[arc])] = min(rests[Int(cuts.origin[arc])], ascent.reduced[arc])
        }
        work = before + ascent.work + 8 * cuts.cost.count
    }
}
