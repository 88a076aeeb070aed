/// What a node of the exact search decides next: sites before other technologies, places before arcs.
struct BranchChoice {
    enum Kind {
        case site(Int)
        case other(place: Int, number: Int32)
        case place(Int)
        case arc(Int)
        case none
    }

    let kind: Kind

    init(
        _ graph: RolloutGraph, forced: Prizes.Forced, bound: RolloutBound, fromRoot: ContiguousArray<Double>
    ) {
        let services = graph.services
        var best: (cost: Double, gain: Double, kind: Kind)?
        func consider(_ cost: Double, _ gain: Double, _ kind: Kind) {
            if let best, (best.cost, -best.gain) <= (cost, -gain) { return }
            best = (cost, gain, kind)
        }
        // A site that costs the bound little either way is where the relaxation is undecided.
        for (index, terminal) in bound.prizes.terminals.enumerated() where !terminal.isJoined && !terminal.isServed {
            let place = Int(terminal.place)
            let left = bound.left.isEmpty ? 0 : bound.left[index]
            if terminal.fiberGain > 0, !graph.entering(place).isEmpty {
                let states = Int(bound.cuts.firstState[place])..<Int(bound.cuts.firstState[place + 1])
                let way = states.reduce(Double.infinity) { fromRoot.isEmpty ? 0 : min($0, fromRoot[$1]) }
                consider(min(way, 1e12) + left, terminal.fiberGain, .site(place))
            } else if let number = (1..<Int32(services.others(place) + 1)).last(where: {
                services.cost(place, $0) <= bound.budget + Money.tolerance(bound.budget)
            }) {
                consider(left, services.gain(place, number), .other(place: place, number: number))
            }
        }
        if let best {
            kind = best.kind
            return
        }
        // Served sites that still have a choice of technology.
        for place in 1..<max(1, graph.count) where forced.served[place] && services.fiberGain[place] == 0 {
            let open = (1..<Int32(services.others(place) + 1)).filter { services.cost(place, $0) < .infinity }
            if open.count > 1 {
                kind = .other(place: place, number: open[open.count - 1])
                return
            }
        }
        var widest = 1
        var choice = Kind.none
        for place in 1..<max(1, graph.count) where !graph.entering(place).isEmpty {
            let isIn = forced.joined[place] || (forced.served[place] && services.fiberGain[place] > 0)
            if !isIn {
                kind = .place(place)
                return
            }
            if graph.entering(place).count > widest {
                widest = graph.entering(place).count
                choice = .arc(Int(graph.enteringArcs[graph.entering(place).lowerBound]))
            }
        }
        kind = choice
    }
}
