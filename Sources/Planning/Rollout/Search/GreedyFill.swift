import Glibc

/// Spends what is left of the budget: again and again what brings the most for its money, ways and services alike.
///
/// The cost-effective growth of Takahashi and Matsuyama's path heuristic (1980) with weight per cost for distance.
struct GreedyFill {
    var paths: PathInsertion
    /// Above 1 favours much weight, below 1 little cost.
    var exponent = 1.0
    /// Ways that cost more are looked at only where nothing nearer is left.
    var radius = Double.infinity
    private var openSites: ContiguousArray<Int32> = []
    /// Up to so many sites all are looked at for each choice; beyond, a queue keeps them by what they bring.
    private static let mostScanned = 1_000
    private var queue = DistanceQueue()

    init(_ graph: RolloutGraph, maxHops: Int?, generator: inout SeededGenerator) {
        paths = PathInsertion(graph, maxHops: maxHops, generator: &generator)
    }

    /// The same over another graph; the work that was done counts on.
    init(_ graph: RolloutGraph, like other: GreedyFill, generator: inout SeededGenerator) {
        paths = PathInsertion(graph, like: other.paths, generator: &generator)
    }

    private var graph: RolloutGraph { paths.graph }

    private struct Choice {
        var place = -1
        var service = RolloutServices.none
        var ratio = -1.0
    }

    /// - Parameters:
    ///   - universe: the places to look at; `isOpen` says the same place by place.
    mutating func fill(
        _ forest: inout RolloutForest, budget: Double, universe: ContiguousArray<Int32>,
        isOpen: ContiguousArray<Bool>? = nil
    ) {
        let spare = spareFromOthers(forest, universe)
        let limit = budget + Money.tolerance(budget)
        if forest.cost > limit { return }
        startWays(from: forest, universe: universe)
        listOpenSites(forest, universe)
        let isQueued = openSites.count > Self.mostScanned
        queue.removeAll()
        if isQueued { enqueue(openSites, forest) }
        var radius = radius
        while true {
            let most = limit - forest.cost + spare
            paths.spread(limit: min(radius, most), over: forest, within: isOpen)
            let choice = isQueued ? next(forest, left: limit - forest.cost) : best(forest, left: limit - forest.cost)
            if choice.place < 0 {
                guard radius < most else { break }
                radius = radius > 0 ? 4 * radius : .infinity
            }
            let isServed = choice.place >= 0 && choice.service != RolloutServices.fiber
            guard isServed || (choice.place >= 0 && paths.build(to: choice.place, on: &forest)) else {
                startWays(from: forest, universe: universe)
                if isQueued { enqueue(openSites, forest) }
                continue
            }
            forest.serve(choice.place, by: choice.service, in: graph)
            if isQueued { enqueue([Int32(choice.place)], forest) }
        }
    }

    /// Spends on what only the hop limit keeps out: ways that hang a part of the forest nearer to its source.
    ///
    /// Each building asks for all ways anew, so that this ends after a tenth of a second's work at the latest.
    ///
    /// - Returns: Whether anything was built.
    mutating func fillOverForest(
        _ forest: inout RolloutForest, budget: Double, universe: ContiguousArray<Int32>,
        isOpen: ContiguousArray<Bool>? = nil
    ) -> Bool {
        let limit = budget + Money.tolerance(budget)
        guard paths.layers > 1, forest.cost <= limit else { return false }
        paths.rehangs = true
        defer { paths.rehangs = false }
        var hasBuilt = false
        let mostWork = paths.work + SearchEffort.workOfASecond / 10
        listOpenSites(forest, universe)
        while paths.work < mostWork {
            startWays(from: forest, universe: universe)
            paths.spread(limit: min(radius, limit - forest.cost), over: forest, within: isOpen)
            let choice = best(forest, left: limit - forest.cost)
            guard choice.place >= 0 else { break }
            if choice.service == RolloutServices.fiber, !forest.contains(choice.place) {
                guard paths.build(to: choice.place, on: &forest) else { break }
            }
            forest.serve(choice.place, by: choice.service, in: graph)
            hasBuilt = true
        }
        return hasBuilt
    }

    /// Builds the cheapest way to any new site, drawn among those that money and hops allow, whatever it brings.
    ///
    /// Ways pass over the forest where that saves hops. One site seldom pays for hanging a trunk nearer to its source, or for
    /// a long link, and so a choice by value for money does not: what pays are the many sites beyond, which come into reach.
    ///
    /// - Parameter known: Its places are drawn only where there are no others.
    mutating func reachAny(
        beside known: RolloutForest, _ forest: inout RolloutForest, budget: Double, universe: ContiguousArray<Int32>,
        isOpen: ContiguousArray<Bool>?, generator: inout SeededGenerator
    ) {
        let left = budget + Money.tolerance(budget) - forest.cost
        guard left > 0 else { return }
        paths.rehangs = paths.layers > 1
        defer { paths.rehangs = false }
        startWays(from: forest, universe: universe)
        paths.spread(limit: left, over: forest, within: isOpen)
        paths.work += 2 * universe.count
        let services = graph.services
        let reached = universe.filter { entry in
            let place = Int(entry)
            return !forest.contains(place) && services.fiberGain[place] > 0
                && paths.distance(to: place) + services.fiberCost[place] <= left
        }
        let new = reached.filter { !known.contains(Int($0)) }
        let drawn = new.isEmpty ? reached : new
        guard !drawn.isEmpty else { return }
        let place = Int(drawn[generator.below(drawn.count)])
        guard paths.build(to: place, on: &forest) else { return }
        forest.serve(place, by: RolloutServices.fiber, in: graph)
    }

    private mutating func startWays(from forest: RolloutForest, universe: ContiguousArray<Int32>) {
        paths.reset()
        for place in universe where forest.contains(Int(place)) { paths.addSource(Int(place), of: forest) }
        paths.work += universe.count
    }

    /// The sites that could still be served, or served better.
    private mutating func listOpenSites(_ forest: RolloutForest, _ universe: ContiguousArray<Int32>) {
        openSites.removeAll(keepingCapacity: true)
        let services = graph.services
        for entry in universe {
            let place = Int(entry)
            guard services.fiberGain[place] > 0 || services.others(place) > 0 else { continue }
            if forest.service[place] == RolloutServices.fiber, services.others(place) == 0 { continue }
            openSites.append(entry)
        }
        paths.work += 2 * universe.count
    }

    private mutating func best(_ forest: RolloutForest, left: Double) -> Choice {
        paths.work += 14 * openSites.count
        paths.forgetNearer()
        var best = Choice()
        for place in openSites { consider(Int(place), forest, left: left, &best) }
        return best
    }

    private mutating func enqueue(_ places: ContiguousArray<Int32>, _ forest: RolloutForest) {
        for place in places {
            var choice = Choice()
            consider(Int(place), forest, left: .infinity, &choice)
            if choice.place >= 0 { queue.push(place, -choice.ratio) }
        }
    }

    /// The best choice by the queue: whatever came nearer since is queued again, and what fell behind is put back.
    private mutating func next(_ forest: RolloutForest, left: Double) -> Choice {
        let nearer = paths.nearer
        paths.work += nearer.count
        paths.forgetNearer()
        for place in nearer
        where graph.services.fiberGain[Int(place)] > 0 && forest.service[Int(place)] != RolloutServices.fiber {
            enqueue([place], forest)
        }
        while let entry = queue.pop() {
            var choice = Choice()
            consider(Int(entry.place), forest, left: left, &choice)
            guard choice.place >= 0 else { continue }
            if choice.ratio >= -entry.distance { return choice }
            queue.push(entry.place, -choice.ratio)
        }
        return Choice()
    }

    /// All that could be done for one site.
    private func consider(_ place: Int, _ forest: RolloutForest, left: Double, _ best: inout Choice) {
        let services = graph.services
        let now = forest.service[place]
        let (gainNow, costNow) = (services.gain(place, now), services.cost(place, now))
        if now != RolloutServices.fiber, services.fiberGain[place] > 0 {
            let way = paths.distance(to: place)
            let own = services.fiberGain[place] - gainNow
            if way < .infinity, own >= 0 {
                let passes = services.fiberCost[place] == 0 && !forest.contains(place)
                let gain = passes ? max(own, paths.gain(to: place)) : own + paths.gain(to: place)
                let cost = way + services.fiberCost[place] - costNow
                consider(place, RolloutServices.fiber, gain: gain, cost: cost, left: left, &best)
            }
        }
        let others = services.others(place)
        guard others > 0 else { return }
        for service in 1...Int32(others) where service != now {
            consider(
                place, service, gain: services.gain(place, service) - gainNow,
                cost: services.cost(place, service) - costNow, left: left, &best)
        }
    }

    private func consider(
        _ place: Int, _ service: Int32, gain: Double, cost: Double, left: Double, _ best: inout Choice
    ) {
        guard cost <= left, gain > 0 || (gain == 0 && cost < 0) else { return }
        let ratio: Double
        if cost <= 0 {
            ratio = .greatestFiniteMagnitude
        } else {
            ratio = exponent == 1 ? gain / cost : pow(gain, exponent) / cost
        }
        if ratio > best.ratio { best = Choice(place: place, service: service, ratio: ratio) }
    }

    /// What replacing the dearest other technology by fiber could give back.
    private func spareFromOthers(_ forest: RolloutForest, _ universe: ContiguousArray<Int32>) -> Double {
        guard graph.services.hasOthers else { return 0 }
        var spare = 0.0
        for place in universe where forest.service[Int(place)] > 0 {
            spare = max(spare, graph.services.cost(Int(place), forest.service[Int(place)]))
        }
        return spare
    }
}
