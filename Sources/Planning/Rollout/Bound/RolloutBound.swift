import Glibc

/// How much any plan of one phase can bring: Lagrangian relaxation of the budget over dual ascent.
///
/// For a price p of money, a plan of cost c <= B brings gain g <= p (B - c) + g; and total - g + p c is p times a
/// prize-collecting Steiner forest's value, which dual ascent bounds from below. So
///     bound(p) = p (B - ascent(p)) + total
/// holds for every p, and the least over the prices tried is kept. Fractional knapsack over the cheapest arc into each site
/// is a second bound that always holds; the lesser counts.
struct RolloutBound {
    let graph: RolloutGraph
    let budget: Double
    let cuts: CutGraph
    let prizes: Prizes
    private let extraGain: ContiguousArray<Double>
    private(set) var ascent: DualAscent
    private let places: ContiguousArray<Int32>

    /// The least bound so far, its price and what it left.
    private(set) var bound: Double
    private(set) var price = 0.0
    private(set) var reduced: ContiguousArray<Double> = []
    private(set) var left: ContiguousArray<Double> = []
    private(set) var runs = 0
    /// Of making the graph.
    private let workBefore: Int

    init(
        _ graph: RolloutGraph, budget: Double, maxHops: Int?, layers: Int?, countsMusts: Bool,
        forced: Prizes.Forced? = nil
    ) {
        self.graph = graph
        self.budget = budget
        let (reach, work) = CutGraph.reach(graph, budget: budget, maxHops: maxHops)
        cuts = CutGraph(graph, reach: reach, budget: budget, layers: layers)
        workBefore = work + 8 * cuts.cost.count
        prizes = Prizes(graph, reach: reach, budget: budget, countsMusts: countsMusts, forced: forced)
        extraGain = ContiguousArray(
            prizes.terminals.map {
                graph.services.isMust[Int($0.place)] && !countsMusts ? graph.services.mustGain : 0
            })
        places = ContiguousArray(prizes.terminals.map(\.place))
        ascent = DualAscent(cuts)
        bound = prizes.total
    }

    /// An ascent looks at arcs row by row, two in the time that a search takes for one.
    var work: Int { workBefore + ascent.work / 2 }

    /// For each arc of the rollout graph what the duals leave of its cost, at the number of hops where that is least; its
    /// whole cost where no plan within the money has it.
    var rests: ContiguousArray<Double> {
        var rests = graph.cost
        for arc in reduced.indices {
            let origin = Int(cuts.origin[arc])
            rests[origin] = min(rests[origin], reduced[arc])
        }
        return rests
    }

    /// The bound at one price; keeps it when it is the least.
    @discardableResult
    mutating func run(price: Double, slack: Double = 1.25) -> Double {
        let offers = prizes.terminals.indices.map {
            DualAscent.Offer(
                prizes.terminals[$0], services: graph.services, extraGain: extraGain[$0], price: price, budget: budget)
        }
        runs += 1
        let value = price * (budget - ascent.run(offers, places: places, slack: slack)) + prizes.total
        if value < bound {
            bound = value
            self.price = price
            reduced = ascent.reduced
            left = ascent.left
        }
        return value
    }

    /// Looks for the price with the least bound: golden section over its logarithm, which suits a function that is convex
    /// but for the noise of the ascent.
    ///
    /// - Parameters:
    ///   - guess: A price of about the right size, such as the gain per cost of a good plan.
    ///   - mostWork: After so much of it no other price is tried; two always are.
    mutating func search(around guess: Double, factor: Double = 8, evaluations: Int = 14, mostWork: Int = .max) {
        guard guess > 0, guess.isFinite, prizes.total > 0 else { return }
        let ratio = 0.6180339887498949
        var low = log(guess / factor)
        var high = log(guess * min(factor, 4))
        var a = high - ratio * (high - low)
        var b = low + ratio * (high - low)
        var atA = run(price: exp(a))
        var atB = run(price: exp(b))
        for _ in 2..<max(3, evaluations) where work < mostWork {
            if atA <= atB {
                (high, b, atB) = (b, a, atA)
                a = high - ratio * (high - low)
                atA = run(price: exp(a))
            } else {
                (low, a, atA) = (a, b, atB)
                b = low + ratio * (high - low)
                atB = run(price: exp(b))
            }
        }
    }
}
