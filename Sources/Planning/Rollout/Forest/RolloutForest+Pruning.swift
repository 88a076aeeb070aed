extension RolloutForest {
    /// The forest without the branches that bring less than `price` for their money: strong pruning (Johnson, Minkoff,
    /// Phillips 2000, "The prize collecting Steiner tree problem"), exact on this tree for this price.
    ///
    /// - Parameter price: Gain per cost.
    func pruned(price: Double, base: RolloutForest, in graph: RolloutGraph) -> RolloutForest {
        let order = preorder(in: graph)
        var worth = ContiguousArray<Double>(repeating: 0, count: arc.count)
        var isCut = ContiguousArray<Bool>(repeating: false, count: arc.count)
        for entry in order.reversed() where entry != 0 {
            let place = Int(entry)
            worth[place] += ownWorth(place, price: price, in: graph)
            worth[place] -= price * graph.cost[Int(arc[place])]
            if worth[place] <= 0, base.depth[place] < 0 {
                isCut[place] = true
            } else {
                worth[Int(graph.tail[Int(arc[place])])] += worth[place]
            }
        }
        var pruned = self
        for entry in order where isCut[Int(entry)] && pruned.contains(Int(entry)) {
            pruned.cut(Int(entry), in: graph, keeping: nil)
        }
        for place in 0..<arc.count {
            let service = pruned.service[place]
            guard service != RolloutServices.none, base.service[place] == RolloutServices.none else { continue }
            if graph.services.gain(place, service) < price * graph.services.cost(place, service) {
                pruned.serve(place, by: RolloutServices.none, in: graph)
            }
        }
        pruned.dropIdle(base: base, in: graph)
        return pruned
    }

    private func ownWorth(_ place: Int, price: Double, in graph: RolloutGraph) -> Double {
        guard service[place] == RolloutServices.fiber else { return 0 }
        return max(0, graph.services.fiberGain[place] - price * graph.services.fiberCost[place])
    }

    /// Prunes at the least price at which what stays fits the budget, found by halving.
    func pruned(to budget: Double, base: RolloutForest, in graph: RolloutGraph) -> RolloutForest {
        if cost <= budget { return self }
        var low = 0.0
        var high = 1e-6 + 2 * gain / max(budget, 1e-9)
        var best = base
        for _ in 0..<40 {
            let price = (low + high) / 2
            let candidate = pruned(price: price, base: base, in: graph)
            if candidate.cost <= budget {
                high = price
                if candidate.gain >= best.gain { best = candidate }
            } else {
                low = price
            }
        }
        return best
    }
}
