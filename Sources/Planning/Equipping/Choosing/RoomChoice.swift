/// Chooses which rooms are bought of which money.
struct RoomChoice {
    let problem: EquipProblem
    private let plans: [EquipSchoolPlan]
    private var purse: FundPurse
    private(set) var bought: [(school: Int, room: Int, year: Int?)] = []
    private(set) var refused: [(school: Int, room: Int, reason: EquipRoomPlan.Reason)] = []
    private(set) var tiers: [EquipTier] = []

    var payments: [EquipPayment] { purse.payments }

    /// - Parameter plans: with what each school gets from neighbours.
    init(_ problem: EquipProblem, _ plans: [EquipSchoolPlan]) {
        self.problem = problem
        self.plans = plans
        purse = FundPurse(problem)
    }

    mutating func run() {
        var all: [RoomCandidate] = []
        for school in plans.indices {
            if let candidate = candidate(school) { all.append(candidate) }
        }
        if problem.objective == .ruralFirst {
            run("rural", all.filter { problem.schools[$0.school].isRural })
            run("other", all.filter { !problem.schools[$0.school].isRural })
        } else {
            run("all", all)
        }
    }

    /// Nil for a school of which nothing can be bought.
    private mutating func candidate(_ school: Int) -> RoomCandidate? {
        let rooms = plans[school].rooms
        // A room for a part of which no money is meant is in no choice, and in no bound.
        let wanted = rooms.indices.filter { rooms[$0].reason == .budget }
            .map { (room: $0, bill: bill(school, rooms[$0])) }
        var open: [(room: Int, bill: FundPurse.Bill)] = []
        for one in wanted {
            if purse.isMeant(for: one.bill) { open.append(one) } else { refused.append((school, one.room, .noFund)) }
        }
        open.sort { (rooms[$0.room].cost ?? 0, $0.room) < (rooms[$1.room].cost ?? 0, $1.room) }
        guard !open.isEmpty else { return nil }
        // Rooms that nothing can make whole count among those asked for.
        let asked = Double(
            rooms.count { room in
                room.needs.contains { problem.items[problem.schools[school].needs[$0].item].mandatory }
            })
        let blocked =
            open.count < wanted.count || rooms.contains { $0.reason == .noPrice || $0.reason == .notKnown }
        var (costs, values) = ([0.0], [0.0])
        for (count, one) in open.enumerated() {
            costs.append(costs[count] + (rooms[one.room].cost ?? 0))
            switch problem.objective {
            case .pupils, .ruralFirst:
                values.append(Double(problem.schools[school].pupils) * Double(count + 1) / max(1, asked))
            case .schools: values.append(count + 1 == open.count && !blocked ? 1 : 0)
            }
        }
        return RoomCandidate(
            school: school, rooms: open.map(\.room), bills: open.map(\.bill), costs: costs, values: values)
    }

    private func bill(_ school: Int, _ room: EquipRoomPlan) -> FundPurse.Bill {
        var lines: [(kind: Int, amount: Double)] = []
        for index in room.needs {
            let need = problem.schools[school].needs[index]
            let item = problem.items[need.item]
            let missing = need.missing - plans[school].received[index]
            guard item.mandatory, missing > 0, let choice = item.bought, let price = choice.price else { continue }
            lines.append((choice.kind, price * Double(missing)))
        }
        return FundPurse.Bill(school: school, room: room.room, lines: lines, runningAYear: room.runningAYear)
    }
}

// MARK: - One round

extension RoomChoice {
    private mutating func run(_ name: String, _ candidates: [RoomCandidate]) {
        guard !problem.funds.isEmpty else {
            for candidate in candidates {
                for room in candidate.rooms { bought.append((candidate.school, room, nil)) }
            }
            let value = candidates.reduce(0) { $0 + ($1.values.last ?? 0) }
            tiers.append(EquipTier(name: name, value: value, upperBound: value))
            return
        }
        let relaxed = FundedBound(problem, bills: candidates.flatMap(\.bills)).value(
            candidates.map(\.open.choices), owners: candidates.map(\.school), left: purse.left)
        var best = RoomPurchases(problem, candidates, purse)
        let exact = best.buyByFund()
        best.buyRest()
        if exact == nil { best = improved(best, candidates) }
        purse = best.purse
        for candidate in best.candidates {
            for (room, year) in zip(candidate.rooms, candidate.years) { bought.append((candidate.school, room, year)) }
            refuse(candidate)
        }
        tiers.append(
            EquipTier(name: name, value: best.value, upperBound: max(best.value, min(relaxed, exact ?? .infinity))))
    }

    /// With several funds the order of buying matters: others are tried, the same ones on every run.
    private func improved(_ first: RoomPurchases, _ candidates: [RoomCandidate]) -> RoomPurchases {
        var best = first
        var shuffle = PurchaseShuffle(seed: 1)
        let tries = min(200, 20_000 / max(1, candidates.count))
        // From near what value for money says to nearly any order.
        let spreads = [1.2, 2, 10, 1_000]
        for number in 0..<tries {
            var other = RoomPurchases(problem, candidates, purse)
            other.buyRest(shuffled: &shuffle, spread: spreads[number % spreads.count])
            if other.value > best.value { best = other }
        }
        return best
    }

    /// Says of each room that is left out why, by trying to pay it alone.
    private mutating func refuse(_ candidate: RoomCandidate) {
        for place in candidate.rooms.indices.dropFirst(candidate.taken) {
            let reason: EquipRoomPlan.Reason =
                switch purse.trying(candidate.bills[place]) {
                case .noFund: .noFund
                case .runningTooLittle: .runningCost
                case .tooLittle, .paid: .budget
                }
            refused.append((candidate.school, candidate.rooms[place], reason))
        }
    }
}
