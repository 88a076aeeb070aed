/// Plans what goes where and what is bought for whom: transfers of surplus first, then the choice of rooms under the budgets.
///
/// A school's options are its rooms made whole, the cheapest first, so that of as many rooms none cost less. One budget is
/// chosen for exactly, as far as `ChoiceKnapsack` gets; several funds one after another, with what is left joined at the end.
public struct EquipPlanner: Sendable {
    public let problem: EquipProblem

    public init(_ problem: EquipProblem) {
        self.problem = problem
    }

    /// - Returns: a plan that `EquipInvariants` holds to be sound.
    /// - Throws: `EquipProblemError`.
    public func plan() throws(EquipProblemError) -> EquipPlan {
        try problem.check()
        let transfers = problem.transfers.map { TransferPlanner(problem: problem, rules: $0).plan() } ?? []
        var schools = received(transfers)
        var choice = RoomChoice(problem, schools)
        choice.run()
        for (school, room, year) in choice.bought {
            schools[school].rooms[room].reason = .bought
            schools[school].rooms[room].year = year
            for need in schools[school].rooms[room].needs
            where problem.items[problem.schools[school].needs[need].item].mandatory {
                schools[school].bought[need] =
                    problem.schools[school].needs[need].missing - schools[school].received[need]
            }
        }
        for (school, room, reason) in choice.refused { schools[school].rooms[room].reason = reason }
        let bought = schools.flatMap(\.rooms).filter { $0.reason == .bought }
        return EquipPlan(
            schools: schools, transfers: transfers, payments: choice.payments, tiers: choice.tiers,
            capital: bought.reduce(0) { $0 + ($1.cost ?? 0) },
            runningAYear: bought.reduce(0) { $0 + $1.runningAYear })
    }

    /// What each school has after transfers, and what its rooms then cost.
    private func received(_ transfers: [EquipTransfer]) -> [EquipSchoolPlan] {
        var arriving: [Int: [Int: Int]] = [:]
        for transfer in transfers { arriving[transfer.to, default: [:]][transfer.kind, default: 0] += transfer.count }
        return problem.schools.enumerated().map { index, school in
            var received = [Int](repeating: 0, count: school.needs.count)
            if var left = arriving[index] {
                for (need, own) in school.needs.enumerated() where problem.items[own.item].mandatory {
                    let kind = problem.items[own.item].choices[0].kind
                    received[need] = min(own.missing, left[kind] ?? 0)
                    left[kind]? -= received[need]
                }
            }
            return EquipSchoolPlan(
                received: received, bought: [Int](repeating: 0, count: school.needs.count),
                rooms: rooms(of: school, received))
        }
    }

    private func rooms(of school: EquipSchool, _ received: [Int]) -> [EquipRoomPlan] {
        var rooms: [EquipRoomPlan] = []
        var start = 0
        while start < school.needs.count {
            let room = problem.items[school.needs[start].item].room
            var end = start
            while end < school.needs.count, problem.items[school.needs[end].item].room == room { end += 1 }
            rooms.append(self.room(room, start..<end, of: school, received))
            start = end
        }
        return rooms
    }

    private func room(
        _ name: String, _ needs: Range<Int>, of school: EquipSchool, _ received: [Int]
    ) -> EquipRoomPlan {
        var (cost, running, lacks, gets) = (0.0, 0.0, 0, 0)
        var (isKnown, isPriced) = (true, true)
        for index in needs {
            let need = school.needs[index]
            let item = problem.items[need.item]
            guard item.mandatory else { continue }
            if need.needed == nil { isKnown = false }
            gets += received[index]
            let missing = need.missing - received[index]
            guard missing > 0 else { continue }
            lacks += missing
            guard let bought = item.bought, let price = bought.price else {
                isPriced = false
                continue
            }
            cost += price * Double(missing)
            running += bought.runningAYear * Double(missing)
        }
        let reason: EquipRoomPlan.Reason =
            !isKnown
            ? .notKnown : lacks == 0 ? (gets > 0 ? .completeByTransfer : .complete) : !isPriced ? .noPrice : .budget
        return EquipRoomPlan(
            room: name, needs: needs, reason: reason, cost: isPriced ? cost : nil, runningAYear: running)
    }
}
