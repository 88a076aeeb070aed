/// Ruin and recreate over forests under a budget (Schrimpf et al. 2000, doi:10.1006/jcph.1999.6413): take a part off,
/// spend what that frees, keep what is better, or for a while not much worse.
///
/// Deterministic for a generator and a number of steps.
struct RolloutSearch {
    /// Larger graphs are worked on in neighbourhoods of this many places.
    static let neighbourhood = 600
    /// Most repairs first look this many times the cost of a usual arc around the forest, in graphs of so many arcs: in smaller
    /// ones all ways are soon looked at.
    static let radius = 6.0
    static let leastArcsForRadius = 8_000

    private(set) var graph: RolloutGraph
    let budget: Double
    /// What stays: the root alone, or what an earlier phase has built.
    private(set) var base: RolloutForest
    private(set) var current: RolloutForest
    private(set) var best: RolloutForest
    var generator: SeededGenerator
    var greedy: GreedyFill
    /// What a unit of money brings where the budget ends, once a bound has told.
    var price = 0.0

    private let isFixed: ContiguousArray<Bool>
    private var queue = DistanceQueue()
    var region: SearchRegion

    init(
        _ graph: RolloutGraph, budget: Double, maxHops: Int?, base: RolloutForest, generator: SeededGenerator
    ) {
        self.graph = graph
        self.budget = budget
        self.base = base
        self.generator = generator
        greedy = GreedyFill(graph, maxHops: maxHops, generator: &self.generator)
        isFixed = ContiguousArray(base.depth.map { $0 >= 0 })
        current = base
        best = base
        region = SearchRegion(graph)
        greedy.paths.isFixed = isFixed
    }

    var work: Int { greedy.paths.work }
    private var isLocal: Bool { region.everywhere.count > Self.neighbourhood }
    private var isLimited: Bool { greedy.paths.maxHops < Int32(graph.count) }

    /// Takes a forest as one to go on from, after filling it up.
    mutating func start(from forest: RolloutForest) {
        var forest = forest
        calm()
        finish(&forest, universe: region.everywhere, isOpen: nil)
        if isBetter(forest, best) { best = forest }
        current = best
    }

    /// Goes on over a graph with fewer arcs, which has those of the best.
    mutating func move(to kept: RolloutGraph) {
        guard let movedBest = best.moved(from: graph, to: kept), let movedBase = base.moved(from: graph, to: kept)
        else {
            return
        }
        current = current.moved(from: graph, to: kept) ?? movedBest
        best = movedBest
        base = movedBase
        greedy = GreedyFill(kept, like: greedy, generator: &generator)
        greedy.paths.isFixed = isFixed
        region = SearchRegion(kept)
        graph = kept
    }

    /// Lets the search look at what a bound's dual leaves of each arc's cost.
    mutating func follow(_ reduced: ContiguousArray<Double>) { greedy.paths.guide = reduced }

    /// Costs as they are.
    private mutating func calm() {
        greedy.paths.noise = 0
        greedy.paths.hopPrice = 0
        greedy.paths.guideShare = 0
        greedy.exponent = 1
        greedy.radius = .infinity
    }

    /// Goes back to the best.
    mutating func restart() { current = best }

    /// Fills, hangs together for less, and fills again while that frees money.
    mutating func finish(
        _ forest: inout RolloutForest, universe: ContiguousArray<Int32>, isOpen: ContiguousArray<Bool>?,
        overForest: Bool = true
    ) {
        greedy.fill(&forest, budget: budget, universe: universe, isOpen: isOpen)
        var rounds = 0
        // The whole forest hangs together anew only where the whole is looked at.
        while rounds < 4, isOpen == nil {
            rounds += 1
            greedy.paths.work += graph.count
            guard
                forest.respan(
                    from: base, maxHops: greedy.paths.maxHops, limited: isLimited, queue: &queue, in: graph)
            else { break }
            greedy.fill(&forest, budget: budget, universe: universe, isOpen: isOpen)
        }
        if isLimited, overForest {
            if greedy.fillOverForest(&forest, budget: budget, universe: universe, isOpen: isOpen) {
                greedy.fill(&forest, budget: budget, universe: universe, isOpen: isOpen)
            }
        }
        if graph.services.hasOthers { forest.dropIdle(base: base, in: graph) }
    }

    func isBetter(_ a: RolloutForest, _ b: RolloutForest) -> Bool {
        a.gain > b.gain + 1e-9 * max(1, b.gain) || (a.gain >= b.gain && a.cost < b.cost - Money.tolerance(b.cost))
    }

    /// One ruin and its repair; whether the best became better.
    ///
    /// - Parameter temperature: By which share of the best's gain a worse forest may be gone on from.
    mutating func step(temperature: Double) -> Bool {
        let local = isLocal
        if local { region.draw(Self.neighbourhood / 2, generator: &generator) }
        let universe = local ? region.members : region.everywhere
        var candidate = current
        greedy.paths.work += graph.count
        ruin(&candidate, universe: universe)
        greedy.paths.noise = generator.below(3) == 0 ? 0 : generator.fraction() * 0.6
        greedy.paths.noiseOffset = generator.below(1024)
        greedy.exponent = generator.below(2) == 0 ? 1 : 0.75 + generator.fraction() * 0.6
        let arc = best.cost / Double(max(1, best.children.reduce(0, +)))
        greedy.paths.hopPrice = isLimited && generator.below(2) == 0 ? arc * generator.fraction() : 0
        let looksNear = graph.head.count >= Self.leastArcsForRadius && generator.below(4) > 0
        greedy.radius = looksNear ? Self.radius * arc * (0.5 + generator.fraction()) : .infinity
        let isGuided = !greedy.paths.guide.isEmpty && generator.below(2) == 0
        greedy.paths.guideShare = isGuided ? 2 * generator.fraction() : 0
        let isOpen = local ? region.isOpen : nil
        if isLimited, generator.below(3) == 0 {
            for _ in 0...generator.below(2) {
                greedy.reachAny(
                    beside: current, &candidate, budget: budget, universe: universe, isOpen: isOpen,
                    generator: &generator)
            }
        }
        finish(
            &candidate, universe: universe, isOpen: isOpen, overForest: isLimited && generator.below(8) == 0)
        // In a neighbourhood only its part of the gain is at stake, and money left over is worth its price elsewhere.
        let stake = best.gain * Double(universe.count) / Double(max(1, region.everywhere.count))
        let worth = local ? price : 0
        let change = candidate.gain - current.gain - worth * (candidate.cost - current.cost)
        guard change > -temperature * stake || (change >= 0 && candidate.cost <= current.cost) else { return false }
        current = candidate
        return keepIfBest()
    }

    /// Spends what neighbourhoods have left over.
    mutating func spendLeftovers() -> Bool {
        guard isLocal else { return false }
        calm()
        var forest = current
        finish(&forest, universe: region.everywhere, isOpen: nil)
        current = forest
        return keepIfBest()
    }

    private mutating func keepIfBest() -> Bool {
        guard isBetter(current, best) else { return false }
        current.settle(in: graph)
        guard current.cost <= budget + Money.tolerance(budget) else { return false }
        best = current
        return true
    }

    private mutating func ruin(_ forest: inout RolloutForest, universe: ContiguousArray<Int32>) {
        var built: ContiguousArray<Int32> = []
        for entry in universe where forest.arc[Int(entry)] >= 0 && !isFixed[Int(entry)] { built.append(entry) }
        dropOthers(&forest, universe: universe)
        guard !built.isEmpty else { return }
        let share = 0.02 + 0.28 * generator.fraction() * generator.fraction()
        let target = max(1, Int(share * Double(built.count)))
        switch generator.below(4) {
        case 0: cutBranches(&forest, built, target)
        case 1: cutLeaves(&forest, built, target)
        case 2: cutAround(&forest, target)
        default:
            cutBranches(&forest, built, (target + 1) / 2)
            cutLeaves(&forest, built, (target + 1) / 2)
        }
    }

    private mutating func dropOthers(_ forest: inout RolloutForest, universe: ContiguousArray<Int32>) {
        guard graph.services.hasOthers || graph.services.hasFixedCosts else { return }
        let share = generator.fraction() * 0.3
        for entry in universe {
            let place = Int(entry)
            let service = forest.service[place]
            guard service != RolloutServices.none, base.service[place] == RolloutServices.none,
                graph.services.cost(place, service) > 0, generator.fraction() < share
            else { continue }
            forest.serve(place, by: RolloutServices.none, in: graph)
            var idle = place
            while forest.isIdle(idle), !isFixed[idle] { idle = forest.drop(idle, in: graph) }
        }
    }

    private mutating func cutBranches(_ forest: inout RolloutForest, _ built: ContiguousArray<Int32>, _ target: Int) {
        var left = target
        for _ in 0..<12 where left > 0 {
            let place = Int(built[generator.below(built.count)])
            guard forest.arc[place] >= 0 else { continue }
            let size = region.size(of: place, in: forest, upTo: left + left / 2 + 1)
            guard size <= left + left / 2 else { continue }
            forest.cut(place, in: graph, keeping: isFixed)
            left -= size
        }
    }

    private mutating func cutLeaves(_ forest: inout RolloutForest, _ built: ContiguousArray<Int32>, _ target: Int) {
        var left = target
        for _ in 0..<8 * target where left > 0 {
            let place = Int(built[generator.below(built.count)])
            guard forest.arc[place] >= 0, forest.children[place] == 0 else { continue }
            forest.cut(place, in: graph, keeping: isFixed)
            left -= 1
        }
    }

    private mutating func cutAround(_ forest: inout RolloutForest, _ target: Int) {
        let ball =
            isLocal
            ? region.ball(2 * target, around: region.members[generator.below(region.members.count)])
            : region.ball(2 * target, generator: &generator)
        for entry in ball
        where forest.arc[Int(entry)] >= 0 && !isFixed[Int(entry)] && (!isLocal || region.isOpen[Int(entry)]) {
            forest.cut(Int(entry), in: graph, keeping: isFixed)
        }
    }
}
