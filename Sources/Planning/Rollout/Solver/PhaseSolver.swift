/// The search and the bound of one budget, which feed one another: a better plan lets more arcs go, fewer arcs make the
/// bound tighter and the search quicker.
struct PhaseSolver {
    /// States times arcs up to which the hop limit is part of the bound's graph.
    static let mostLayeredArcs = 400_000

    /// Arcs between states from which the hop limit waits for a bound without it, which lets arcs go and tells the price, unless
    /// they are hardly more than the graph's own: few hops from a source lead to few states, and their bound is there the sooner.
    static let manyLayeredArcs = 15_000

    /// Arcs, by four layers, up to which branch and bound is tried.
    static let mostExactArcs = 20_000

    let maxHops: Int?
    let budget: Double
    private let isWhole: Bool
    private let boundsLayers: Int?
    private(set) var graph: RolloutGraph
    var search: RolloutSearch
    /// No forest of this phase gains more, what must be connected included.
    private(set) var upperBound: Double
    private var lastPrice: Double
    private(set) var boundWork = 0
    /// Of a bound at one price without hops in its graph.
    private var workOfARun = 0
    /// At no price did that bound say more than that all could be connected.
    private var isIdle = false
    /// Branch and bound over the graph as it is now, once begun.
    private var exact: BranchAndBound?

    init(_ graph: RolloutGraph, budget: Double, maxHops: Int?, base: RolloutForest, seed: UInt64) {
        self.graph = graph
        self.budget = budget
        self.maxHops = maxHops
        search = RolloutSearch(
            graph, budget: budget, maxHops: maxHops, base: base, generator: SeededGenerator(seed: seed))
        let limit = maxHops ?? .max
        boundsLayers = limit < graph.count && graph.head.count * limit <= Self.mostLayeredArcs ? limit : nil
        let services = graph.services
        upperBound = (0..<graph.count).reduce(0) { sum, place in
            let others = services.firstOther[place]..<services.firstOther[place + 1]
            return sum + others.reduce(services.fiberGain[place]) { max($0, services.otherGain[Int($1)]) }
        }
        isWhole =
            services.fiberGain.allSatisfy { $0 == $0.rounded() } && services.otherGain.allSatisfy { $0 == $0.rounded() }
        lastPrice = 0
    }

    var best: RolloutForest { search.best }

    /// The bound in weight alone, whatever must be connected.
    ///
    /// - Parameter original: The graph before arcs were let go.
    func weightBound(_ original: RolloutGraph) -> Double {
        guard original.services.isMust.contains(true) else { return upperBound }
        var bound = RolloutBound(
            original, budget: budget, maxHops: maxHops, layers: boundsLayers, countsMusts: false)
        let weight = best.gain - Double(metMusts) * original.services.mustGain
        if budget > 0 { bound.search(around: max(weight, 1e-3 * bound.bound) / budget) }
        return bound.bound
    }

    /// The bound in weight for plans that connect as many of the sites that must be.
    var boundBesideMusts: Double { upperBound - Double(metMusts) * graph.services.mustGain }

    private var metMusts: Int {
        graph.services.isMust.indices.count {
            graph.services.isMust[$0] && best.service[$0] != RolloutServices.none
        }
    }

    var work: Int { search.work + boundWork }
    /// The hop limit makes the bound's graph much larger than the graph.
    var hasManyLayers: Bool { layeredArcs > mostArcsAtOnce }
    private var mostArcsAtOnce: Int { max(Self.manyLayeredArcs, 2 * graph.head.count) }

    /// The arcs of the bound's graph with the hop limit in it.
    private var layeredArcs: Int {
        guard let boundsLayers else { return 0 }
        let most = graph.head.count * boundsLayers
        return most > Self.manyLayeredArcs ? CutGraph.size(of: graph, budget: budget, layers: boundsLayers) : most
    }

    /// Many layers have to be in sight of the work that is left, and the bound without them has to say something, or theirs
    /// is seldom worth its time.
    private func isWorthLayers(mostWork: Int) -> Bool {
        let size = layeredArcs
        guard size > mostArcsAtOnce else { return true }
        let times = size / max(1, graph.head.count) + 1
        return !isIdle && workOfARun.multipliedReportingOverflow(by: times).partialValue <= mostWork
    }
    /// Nothing better is left.
    var isProven: Bool { upperBound <= best.gain + 1e-9 * max(1, best.gain) }

    /// The least gain that would be better than the best.
    private var wanted: Double { isWhole ? best.gain + 1 : best.gain + 1e-7 * max(1, best.gain) }

    /// The first plan.
    mutating func begin() { search.start(from: search.base) }

    /// Computes the bound on what the graph is now, and lets the arcs go that no better plan has.
    ///
    /// - Parameters:
    ///   - withHops: Whether the hop limit is part of the bound's graph, as long as that is not too large.
    ///   - mostWork: After so much of it no other price is tried; two always are.
    mutating func tighten(evaluations: Int, withHops: Bool = true, mostWork: Int = .max) {
        guard !isProven else { return }
        let layers = withHops && isWorthLayers(mostWork: mostWork) ? boundsLayers : nil
        var bound = RolloutBound(graph, budget: budget, maxHops: maxHops, layers: layers, countsMusts: true)
        if lastPrice > 0 {
            bound.search(around: lastPrice, factor: 2, evaluations: evaluations, mostWork: mostWork)
        } else if budget > 0 {
            bound.search(around: best.gain / budget, evaluations: evaluations, mostWork: mostWork)
        }
        boundWork += bound.work
        if layers == nil {
            workOfARun = bound.work / max(1, bound.runs)
            isIdle = bound.price == 0
        }
        if bound.price > 0 { lastPrice = bound.price }
        // Arcs were let go that only forests no better than the best have: the best is part of the bound.
        let found = isWhole ? (bound.bound + 1e-6).rounded(.down) : bound.bound
        upperBound = min(upperBound, max(found, best.gain))
        search.price = lastPrice
        guard !isProven else { return }
        tryTightArcs(bound)
        reduce(bound)
    }

    /// Grows a forest over the arcs that the duals pay for, and cuts it back to the budget.
    private mutating func tryTightArcs(_ bound: RolloutBound) {
        guard !bound.reduced.isEmpty else { return }
        var isTight = ContiguousArray(repeating: false, count: graph.head.count)
        for arc in bound.cuts.tail.indices where bound.reduced[arc] == 0 {
            isTight[Int(bound.cuts.origin[arc])] = true
        }
        for arc in search.base.arc where arc >= 0 { isTight[Int(arc)] = true }
        let tight = graph.keeping { isTight[$0] }
        guard let base = search.base.moved(from: graph, to: tight) else { return }
        var generator = SeededGenerator(seed: 0)
        var greedy = GreedyFill(tight, maxHops: maxHops, generator: &generator)
        for limit in [4 * budget, budget] {
            var forest = base
            greedy.fill(&forest, budget: limit, universe: search.region.everywhere)
            guard let moved = forest.moved(from: tight, to: graph) else { continue }
            search.start(from: moved.pruned(to: budget, base: search.base, in: graph))
        }
        boundWork += greedy.paths.work
    }

    private mutating func reduce(_ bound: RolloutBound) {
        let test = ReducedCostTest(bound, wanted: wanted)
        let (forest, base) = (best, search.base)
        let isKept = graph.head.indices.map { arc in
            if test.isUseful[arc] { return true }
            let head = Int(graph.head[arc])
            return forest.arc[head] == Int32(arc) || base.arc[head] == Int32(arc)
        }
        let rests = bound.rests
        // A search that has begun is given up only for a much smaller one.
        guard isKept.count(where: { $0 }) * 10 <= graph.head.count * (exact == nil ? 9 : 6) else {
            search.follow(rests)
            return
        }
        let kept = graph.keeping { isKept[$0] }
        search.move(to: kept)
        search.follow(ContiguousArray(rests.indices.lazy.filter { isKept[$0] }.map { rests[$0] }))
        exact = nil
        graph = kept
    }

    /// A slice of branch and bound over what is left, where nothing is fixed by an earlier phase.
    ///
    /// - Parameter limit: The work of this slice.
    mutating func settle(work limit: Int, shouldStop: () -> Bool) {
        guard !isProven, budget > 0, graph.head.count * ((boundsLayers ?? 0) / 4 + 1) <= Self.mostExactArcs, isFree
        else { return }
        var exact =
            self.exact
            ?? BranchAndBound(
                graph, budget: budget, maxHops: maxHops, layers: boundsLayers, isWhole: isWhole, best: best,
                bound: upperBound, price: lastPrice > 0 ? lastPrice : max(best.gain, 1e-3 * upperBound) / budget)
        exact.take(best)
        let before = exact.work
        exact.run(work: before + limit, shouldStop: shouldStop)
        boundWork += exact.work - before
        if exact.best.gain > best.gain { search.start(from: exact.best) }
        upperBound = max(best.gain, min(upperBound, exact.upperBound))
        self.exact = exact
    }

    /// Nothing is built by an earlier phase.
    private var isFree: Bool {
        search.base.arc.allSatisfy { $0 < 0 } && search.base.service.allSatisfy { $0 == RolloutServices.none }
    }
}
