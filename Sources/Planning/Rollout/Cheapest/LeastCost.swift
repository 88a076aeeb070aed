/// Hangs together for less what a forest serves: the Steiner tree problem, once no more can be served.
///
/// Dual ascent tells what the ways cost at least and lets arcs go. Neighbourhoods of the best tree are taken apart and hung
/// together anew (`LocalRepair`); between these, trees are grown over the arcs that the duals pay for and over costs disturbed a
/// little, and the best of them are merged: the best tree within the few arcs that some of them have is better than each (Pajor,
/// Uchoa, Werneck 2018, doi:10.1007/s12532-017-0123-4). Deterministic for a seed and an effort.
struct LeastCost {
    /// Of so many trees the arcs are merged.
    private static let elite = 8

    private(set) var graph: RolloutGraph
    private(set) var best: RolloutForest
    /// No forest that serves the same costs less.
    private(set) var bound: Double
    private(set) var work = 0
    private(set) var steps = 0
    /// What the services cost, however fiber comes.
    private let fixed: Double
    private var rests: ContiguousArray<Double>
    private var generator: SeededGenerator
    private var growth = TreeGrowth()
    private var queue = DistanceQueue()
    private var found: [RolloutForest] = []
    /// With all arcs that there are.
    private let whole: RolloutGraph

    init(_ graph: RolloutGraph, best: RolloutForest, seed: UInt64) {
        self.graph = graph
        whole = graph
        self.best = best
        generator = SeededGenerator(seed: seed)
        fixed = best.cost - best.arc.reduce(0) { $1 < 0 ? $0 : $0 + graph.cost[Int($1)] }
        bound = fixed
        rests = graph.cost
    }

    var isProven: Bool { best.cost <= bound + Money.tolerance(best.cost) }

    mutating func run(_ effort: SearchEffort, shouldStop: () -> Bool, told: (LeastCost) -> Void) {
        consider(growth.grow(graph, lengths: graph.cost, serving: best))
        tighten(slack: 1.25)
        told(self)
        var before = best.cost
        while !isProven, steps < effort.steps, work + growth.work < effort.work, !shouldStop() {
            repair(mostWork: effort.work, shouldStop: shouldStop)
            told(self)
            disturb()
            steps += 1
            guard steps % Self.elite == 0 else { continue }
            merge()
            if best.cost < before * (1 - 1e-4) {
                tighten(slack: 1.1)
                before = best.cost
            }
            told(self)
        }
    }

    /// Goes over the whole tree once, neighbourhood by neighbourhood.
    private mutating func repair(mostWork: Int, shouldStop: () -> Bool) {
        guard let start = best.moved(from: graph, to: whole) else { return }
        var repair = LocalRepair(whole, start)
        let places = repair.above.indices.filter { repair.above[$0] >= 0 }
        let workBefore = work
        for turn in 0..<max(64, places.count / 8) {
            let center = Int(places[generator.below(places.count)])
            guard repair.above[center] >= 0 else { continue }
            let noise = generator.below(4) == 0 ? 0 : 0.5 * generator.fraction()
            repair.step(
                around: center, size: 30 + generator.below(270), noise: noise, generator: &generator)
            work = workBefore + repair.work
            if turn % 64 == 0, work + growth.work >= mostWork || shouldStop() { break }
        }
        guard repair.saved > 0 else { return }
        consider(repair.forest(serving: start).moved(from: whole, to: graph))
    }

    /// A tree over costs that are each some percent more or less, those that the duals do not pay for rather more.
    private mutating func disturb() {
        let noise = 0.05 + 0.35 * generator.fraction()
        let guide = generator.below(2) == 0 ? 0 : generator.fraction()
        var lengths = graph.cost
        for arc in lengths.indices {
            lengths[arc] = (lengths[arc] + guide * rests[arc]) * (1 + noise * generator.fraction())
        }
        work += graph.cost.count
        consider(growth.grow(graph, lengths: lengths, serving: best))
    }

    /// The best tree within the arcs of the best ones.
    private mutating func merge() {
        var isKept = ContiguousArray(repeating: false, count: graph.head.count)
        for forest in found + [best] {
            for arc in forest.arc where arc >= 0 {
                isKept[Int(arc)] = true
                // A way may be better laid the other way round.
                if let back = graph.arc(from: Int(graph.head[Int(arc)]), to: Int(graph.tail[Int(arc)])) {
                    isKept[back] = true
                }
            }
        }
        let merged = graph.keeping { isKept[$0] }
        guard let start = best.moved(from: graph, to: merged) else { return }
        var part = LeastCost(merged, best: start, seed: generator.next())
        part.tighten(slack: 1)
        for _ in 0..<4 {
            if part.isProven { break }
            part.disturb()
            part.tighten(slack: 1)
        }
        work += part.work + part.growth.work + merged.head.count
        if let forest = part.best.moved(from: part.graph, to: graph) { consider(forest) }
        found.sort { $0.cost < $1.cost }
        found.removeLast(max(0, found.count - Self.elite / 2))
    }

    /// The bound, a tree over the arcs that the duals pay for, and fewer arcs.
    private mutating func tighten(slack: Double) {
        guard !isProven else { return }
        let below = LeastCostBound(graph, forest: best, ways: best.cost - fixed, slack: slack)
        work += below.work
        // Arcs were let go that only dearer forests have: the best is part of the bound.
        bound = max(bound, min(best.cost, below.value + fixed))
        rests = below.rests
        guard !isProven else { return }
        var isOnBest = ContiguousArray(repeating: false, count: graph.head.count)
        for arc in best.arc where arc >= 0 { isOnBest[Int(arc)] = true }
        let tight = graph.keeping { rests[$0] == 0 }
        if let forest = growth.grow(tight, lengths: tight.cost, serving: best)?.moved(from: tight, to: graph) {
            consider(forest)
            for arc in best.arc where arc >= 0 { isOnBest[Int(arc)] = true }
        }
        let kept = graph.keeping { rests[$0] < .infinity || isOnBest[$0] }
        guard kept.head.count < graph.head.count, let moved = best.moved(from: graph, to: kept) else { return }
        let left = graph.head.indices.filter { rests[$0] < .infinity || isOnBest[$0] }
        found = found.compactMap { $0.moved(from: graph, to: kept) }
        rests = ContiguousArray(left.map { rests[$0] < .infinity ? rests[$0] : graph.cost[$0] })
        best = moved
        graph = kept
    }

    /// Hangs a tree's places together for the least, and keeps it when it is the best.
    private mutating func consider(_ grown: RolloutForest?) {
        guard var forest = grown else { return }
        let root = RolloutForest(count: graph.count)
        for _ in 0..<4 {
            work += 2 * graph.count
            guard forest.respan(from: root, maxHops: .max, limited: false, queue: &queue, in: graph) else { break }
        }
        forest.settle(in: graph)
        if forest.cost < best.cost - Money.tolerance(best.cost) {
            found.append(best)
            best = forest
        } else {
            found.append(forest)
        }
    }
}
