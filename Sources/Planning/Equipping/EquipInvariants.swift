/// What must hold of every plan before anybody sees it, checked from the problem and the plan alone.
public enum EquipInvariants {
    /// - Returns: what does not hold, in sentences; empty for a sound plan.
    public static func violations(of plan: EquipPlan, in problem: EquipProblem) -> [String] {
        guard plan.schools.count == problem.schools.count else { return ["the plan is of other schools"] }
        return transfers(plan, problem) + purchases(plan, problem) + money(plan, problem)
            + plan.tiers.filter { $0.value > $0.upperBound }.map { "the \($0.name) value is above its bound" }
    }

    /// No school gives what it has not got, none gets more than it lacks, and what leaves arrives.
    private static func transfers(_ plan: EquipPlan, _ problem: EquipProblem) -> [String] {
        var found: [String] = []
        var given: [Int: [Int: Int]] = [:]
        var arriving: [Int: [Int: Int]] = [:]
        for transfer in plan.transfers {
            given[transfer.from, default: [:]][transfer.kind, default: 0] += transfer.count
            arriving[transfer.to, default: [:]][transfer.kind, default: 0] += transfer.count
            if transfer.count <= 0 || transfer.from == transfer.to { found.append("a transfer carries nothing") }
            if let rules = problem.transfers, transfer.km > rules.longestKm { found.append("a transfer goes too far") }
        }
        for (school, kinds) in given {
            for (kind, count) in kinds where count > problem.schools[school].surplus[kind] ?? 0 {
                found.append("\(problem.schools[school].id) gives more \(problem.kinds[kind]) than it has left over")
            }
        }
        for (index, school) in problem.schools.enumerated() {
            var received: [Int: Int] = [:]
            for (need, own) in school.needs.enumerated() where plan.schools[index].received[need] > 0 {
                received[problem.items[own.item].choices[0].kind, default: 0] += plan.schools[index].received[need]
            }
            if received != arriving[index] ?? [:] { found.append("\(school.id) does not get what is sent to it") }
        }
        return found
    }

    /// A bought room lacks nothing, others get nothing, and nothing is bought that is there.
    private static func purchases(_ plan: EquipPlan, _ problem: EquipProblem) -> [String] {
        var found: [String] = []
        for (index, school) in problem.schools.enumerated() {
            let own = plan.schools[index]
            for room in own.rooms {
                var cost = 0.0
                for place in room.needs {
                    let need = school.needs[place]
                    let item = problem.items[need.item]
                    let lacks = item.mandatory ? need.missing - own.received[place] : 0
                    if own.received[place] > need.missing { found.append("\(school.id) is sent more than it lacks") }
                    if own.bought[place] != (room.reason == .bought ? lacks : 0) {
                        found.append("\(school.id) \(room.room): bought is not what is missing")
                    }
                    cost += (item.bought?.price ?? 0) * Double(own.bought[place])
                }
                if room.reason == .bought, cost != room.cost { found.append("\(school.id) \(room.room): wrong cost") }
            }
        }
        return found
    }

    /// No fund pays more than it has or for what it is not meant, rooms are paid to the last, and the totals add up.
    private static func money(_ plan: EquipPlan, _ problem: EquipProblem) -> [String] {
        struct Room: Hashable {
            var school: Int
            var room: String
        }
        var found: [String] = []
        var spent = [Double](repeating: 0, count: problem.funds.count)
        var paid: [Room: Double] = [:]
        for payment in plan.payments {
            let fund = problem.funds[payment.fund]
            spent[payment.fund] += payment.amount
            if payment.kind != nil {
                paid[Room(school: payment.school, room: payment.room), default: 0] += payment.amount
            }
            if !fund.pays(kind: payment.kind, room: payment.room)
                || fund.district.map({ $0 != problem.schools[payment.school].district }) == true
            {
                found.append("\(fund.funder) pays for what it is not meant")
            }
        }
        for (index, fund) in problem.funds.enumerated() where spent[index] > fund.amount + slack(fund.amount) {
            found.append("\(fund.funder) pays more than it has")
        }
        var capital = 0.0
        for (index, school) in plan.schools.enumerated() {
            for room in school.rooms where room.reason == .bought {
                let cost = room.cost ?? .infinity
                capital += cost
                guard !problem.funds.isEmpty else { continue }
                let own = paid.removeValue(forKey: Room(school: index, room: room.room)) ?? 0
                if abs(own - cost) > slack(cost) {
                    found.append("\(problem.schools[index].id) \(room.room) is not paid to the last")
                }
            }
        }
        if !paid.isEmpty { found.append("money goes to rooms that are not bought") }
        if abs(capital - plan.capital) > slack(capital) { found.append("the total is not the sum of the rooms") }
        return found
    }

    /// Sums in another order may differ in their last digits.
    private static func slack(_ amount: Double) -> Double { 1e-9 * max(1, amount) }
}
