/// What each place could bring at most, as the dual of a price sees it.
struct Prizes: Sendable {
    struct Terminal: Sendable {
        var place: Int32
        /// The most that any service brings here.
        var most: Double
        /// What fiber brings, and its fixed cost; no fiber gain where fiber is out of question.
        var fiberGain: Double
        var fiberCost: Double
        /// The service of other technology that is worth most at a price, looked up there.
        var others: Range<Int>
        /// Leaving it unserved is out of question.
        var isServed = false
        /// Not a site to serve but a place that fiber has to come to.
        var isJoined = false
    }

    /// What a branch of the exact search has decided.
    struct Forced: Sendable {
        /// Places that fiber has to come to.
        var joined: ContiguousArray<Bool>
        /// Places that have to be served.
        var served: ContiguousArray<Bool>

        init(count: Int) {
            joined = ContiguousArray(repeating: false, count: count)
            served = joined
        }
    }

    let terminals: [Terminal]
    /// The sum of `most`.
    let total: Double
    /// Every plan's gain is a whole number.
    let isWhole: Bool

    /// - Parameter countsMusts: Whether what must be connected brings its extra gain.
    init(
        _ graph: RolloutGraph, reach: ContiguousArray<Double>, budget: Double, countsMusts: Bool, forced: Forced? = nil
    ) {
        let services = graph.services
        let limit = budget + Money.tolerance(budget)
        var terminals: [Terminal] = []
        var isWhole = true
        for place in 1..<max(1, graph.count) {
            let extra = services.isMust[place] && !countsMusts ? services.mustGain : 0
            let canFiber = services.fiberGain[place] > 0 && reach[place] + services.fiberCost[place] <= limit
            let fiberGain = canFiber ? services.fiberGain[place] - extra : 0
            let range = Int(services.firstOther[place])..<Int(services.firstOther[place + 1])
            var most = fiberGain
            for other in range where services.otherCost[other] <= limit {
                most = max(most, services.otherGain[other] - extra)
                if services.otherGain[other] != services.otherGain[other].rounded() { isWhole = false }
            }
            if forced?.joined[place] == true {
                terminals.append(
                    Terminal(place: Int32(place), most: 0, fiberGain: 0, fiberCost: 0, others: 0..<0, isJoined: true))
            }
            let isServed = forced?.served[place] ?? false
            guard most > 0 || isServed else { continue }
            if fiberGain != fiberGain.rounded() { isWhole = false }
            terminals.append(
                Terminal(
                    place: Int32(place), most: most, fiberGain: fiberGain, fiberCost: services.fiberCost[place],
                    others: range, isServed: isServed))
        }
        self.terminals = terminals
        self.isWhole = isWhole
        total = terminals.reduce(0) { $0 + $1.most }
    }
}
