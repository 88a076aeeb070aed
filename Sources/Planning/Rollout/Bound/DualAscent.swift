/// Wong's dual ascent (1984, doi:10.1007/BF02612335) for the prize-collecting case: a lower bound on links, fixed costs
/// and prizes not collected, with the reduced costs that it leaves.
///
/// Each terminal raises the cut around what can reach it at no reduced cost, until the root reaches it or its prize is
/// used up; the smallest cut comes first (Pajor, Uchoa, Werneck 2018, doi:10.1007/s12532-017-0123-4, for the order and
/// its lazy queue). Feasible for the dual of the directed cut formulation at any moment, so its value is always a bound.
struct DualAscent {
    /// Beginning a state's row of arcs takes as long as looking at a few of them.
    private static let workOfARow = 4

    let cuts: CutGraph
    /// After `run`: what the duals leave of each arc's cost.
    private(set) var reduced: ContiguousArray<Double>
    /// After `run`: what the duals leave of each terminal's prize, in money.
    private(set) var left: ContiguousArray<Double> = []
    /// Arcs looked at.
    private(set) var work = 0

    /// For each state whether a terminal stands there that still raises its cuts, where all terminals have to be reached; empty
    /// where prizes may be given up instead.
    private var waits: ContiguousArray<Bool> = []
    private var stamp: ContiguousArray<Int32>
    private var round: Int32 = 0
    private var members: ContiguousArray<Int32> = []
    private var queue = DistanceQueue()

    init(_ cuts: CutGraph) {
        self.cuts = cuts
        reduced = cuts.cost
        stamp = ContiguousArray(repeating: 0, count: cuts.count)
    }

    /// Money of prizes and of fiber's extra cost at a price, for one terminal.
    struct Offer {
        /// The least that not serving by fiber loses, in money.
        var prize: Double
        /// What serving by fiber costs beyond the way.
        var extra: Double

        init(_ terminal: Prizes.Terminal, services: RolloutServices, extraGain: Double, price: Double, budget: Double) {
            if terminal.isJoined {
                prize = .infinity
                extra = 0
                return
            }
            var prize = terminal.isServed ? .infinity : terminal.most / price
            for other in terminal.others where services.otherCost[other] <= budget + Money.tolerance(budget) {
                let lost = max(0, terminal.most - (services.otherGain[other] - extraGain))
                prize = min(prize, services.otherCost[other] + lost / price)
            }
            self.prize = prize
            extra =
                terminal.fiberGain > 0
                ? terminal.fiberCost + max(0, terminal.most - terminal.fiberGain) / price : .infinity
        }
    }

    /// - Parameters:
    ///   - offers: For each terminal, in money.
    ///   - starts: For each terminal its place.
    /// - Returns: The bound: no plan has less cost plus prizes lost.
    mutating func run(_ offers: [Offer], places: ContiguousArray<Int32>, slack: Double) -> Double {
        reduced = cuts.cost
        work += cuts.cost.count / 4
        left = ContiguousArray(repeating: 0, count: offers.count)
        var bound = 0.0
        queue.removeAll()
        // One that another can be reached from is reached with it, and has nothing left to raise: with prizes that need not be so.
        waits = []
        if offers.allSatisfy({ $0.prize == .infinity && $0.extra == 0 }) {
            waits = ContiguousArray(repeating: false, count: cuts.count)
            for place in places {
                for state in cuts.firstState[Int(place)]..<cuts.firstState[Int(place) + 1] where lonely(place) {
                    waits[Int(state)] = true
                }
            }
        }
        for (terminal, offer) in offers.enumerated() {
            let extra = min(offer.extra, offer.prize)
            bound += extra
            guard bound < .infinity else { return bound }
            left[terminal] = offer.prize - extra
            if left[terminal] > 0 { queue.push(Int32(terminal), Double(score(of: Int(places[terminal])))) }
        }
        while let entry = queue.pop() {
            bound += raise(Int(entry.place), places: places, slack: slack)
            guard bound < .infinity else { return bound }
        }
        return bound
    }

    private func score(of place: Int) -> Int {
        let range = Int(cuts.firstState[place])..<Int(cuts.firstState[place + 1])
        guard !range.isEmpty else { return 0 }
        return Int(cuts.firstEntering[range.upperBound] - cuts.firstEntering[range.lowerBound])
    }

    /// Whether the place is one state: reaching one of several is reaching it.
    private func lonely(_ place: Int32) -> Bool {
        cuts.firstState[Int(place) + 1] - cuts.firstState[Int(place)] == 1
    }

    /// Raises one terminal's cuts for as long as they are about the smallest; what that adds.
    private mutating func raise(_ terminal: Int, places: ContiguousArray<Int32>, slack: Double) -> Double {
        round += 1
        members.removeAll(keepingCapacity: true)
        let place = Int(places[terminal])
        for state in Int(cuts.firstState[place])..<Int(cuts.firstState[place + 1]) {
            stamp[state] = round
            members.append(Int32(state))
            if !waits.isEmpty { waits[state] = false }
        }
        var added = 0.0
        var closed = 0
        while true {
            while closed < members.count {
                let state = Int(members[closed])
                closed += 1
                work += Int(cuts.firstEntering[state + 1] - cuts.firstEntering[state]) + Self.workOfARow
                for arc in Int(cuts.firstEntering[state])..<Int(cuts.firstEntering[state + 1]) where reduced[arc] == 0 {
                    let tail = cuts.tail[arc]
                    guard stamp[Int(tail)] != round else { continue }
                    if tail == 0 { return added }
                    if !waits.isEmpty, waits[Int(tail)] { return added }
                    stamp[Int(tail)] = round
                    members.append(tail)
                }
            }
            var least = left[terminal]
            var size = 0
            for member in members {
                let state = Int(member)
                let arcs = Int(cuts.firstEntering[state])..<Int(cuts.firstEntering[state + 1])
                // Looked at now, and again when the cut is lowered.
                work += 2 * (arcs.count + Self.workOfARow)
                for arc in arcs where stamp[Int(cuts.tail[arc])] != round {
                    size += 1
                    if reduced[arc] < least { least = reduced[arc] }
                }
            }
            if let next = queue.first, Double(size) > next.distance * slack {
                if !waits.isEmpty, lonely(places[terminal]) { waits[Int(cuts.firstState[place])] = true }
                queue.push(Int32(terminal), Double(size))
                return added
            }
            // Nothing leads to what has to be reached: no plan has these decisions.
            guard least < .infinity else { return least }
            // Leftovers of rounding count as nothing, so that no terminal creeps.
            let creep = 1e-12 * (1 + least)
            for index in 0..<members.count {
                let state = Int(members[index])
                for arc in Int(cuts.firstEntering[state])..<Int(cuts.firstEntering[state + 1])
                where stamp[Int(cuts.tail[arc])] != round {
                    let rest = reduced[arc] - least
                    reduced[arc] = rest <= creep ? 0 : rest
                    if reduced[arc] == 0 {
                        let tail = cuts.tail[arc]
                        if tail == 0 || (!waits.isEmpty && waits[Int(tail)]) {
                            closed = -1
                        } else {
                            members.append(tail)
                        }
                    }
                }
            }
            added += least
            left[terminal] -= least
            if left[terminal] <= creep {
                left[terminal] = 0
                return added
            }
            if closed < 0 { return added }
            // What was appended waits for its stamp until now, so that the whole cut was lowered.
            admitNew(from: closed)
        }
    }

    private mutating func admitNew(from start: Int) {
        var write = start
        for read in start..<members.count where stamp[Int(members[read])] != round {
            stamp[Int(members[read])] = round
            members[write] = members[read]
            write += 1
        }
        members.removeLast(members.count - write)
    }
}
