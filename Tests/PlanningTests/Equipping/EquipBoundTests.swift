import Testing

@testable import Planning

@Suite("The bound of an equipping plan")
struct EquipBoundTests {
    /// Every set of rooms that the money can pay, tried one by one, in the order of the funds.
    private func best(_ problem: EquipProblem) throws -> Double {
        var free = problem
        free.funds = []
        let all = try EquipPlanner(free).plan()
        var bills: [(bill: FundPurse.Bill, value: Double)] = []
        for (index, school) in all.schools.enumerated() {
            for room in school.rooms where room.reason == .bought {
                let lines = room.needs.compactMap { need -> (kind: Int, amount: Double)? in
                    guard school.bought[need] > 0,
                        let choice = problem.items[problem.schools[index].needs[need].item].bought
                    else { return nil }
                    return (choice.kind, (choice.price ?? 0) * Double(school.bought[need]))
                }
                bills.append(
                    (
                        .init(school: index, room: room.room, lines: lines, runningAYear: 0),
                        Double(problem.schools[index].pupils) / Double(school.rooms.count)
                    ))
            }
        }
        var best = 0.0
        func go(_ index: Int, _ purse: FundPurse, _ value: Double) {
            best = max(best, value)
            guard index < bills.count else { return }
            go(index + 1, purse, value)
            var paying = purse
            if case .paid = paying.pay(bills[index].bill) { go(index + 1, paying, value + bills[index].value) }
        }
        go(0, FundPurse(problem), 0)
        return best
    }

    private func problem(_ seed: Int) -> EquipProblem {
        var numbers = SeededNumbers(UInt64(seed))
        let items = (0..<3).map { room in
            EquipItem(
                room: "room\(room)",
                choices: [.init(kind: room, price: Double(Int.random(in: 1...9, using: &numbers)) * 10)])
        }
        let schools = (0..<4).map { index in
            EquipSchool(
                id: "s\(index)", district: index % 2, pupils: Int.random(in: 10...200, using: &numbers),
                needs: (0..<3).map { item in
                    let needed = Int.random(in: 0...3, using: &numbers)
                    return EquipSchool.Need(item: item, needed: needed, presentLow: 0, presentHigh: 0, present: 0)
                })
        }
        let purposes: [EquipFund.Purpose] = [.anything, .anything, .kind(0), .room("room1")]
        let funds = (0..<Int.random(in: 1...4, using: &numbers)).map { index in
            EquipFund(
                district: [nil, 0, 1][Int.random(in: 0...2, using: &numbers)], funder: "f\(index)",
                year: 2026 + Int.random(in: 0...1, using: &numbers),
                amount: Double(Int.random(in: 0...40, using: &numbers)) * 10,
                purpose: purposes[Int.random(in: 0...3, using: &numbers)])
        }
        return EquipProblem(
            kinds: ["x", "y", "z"], districts: ["D", "E"], items: items, schools: schools, funds: funds)
    }

    @Test("no choice of rooms brings more than the bound, and plans come near the best", arguments: 0..<150)
    func sound(_ seed: Int) throws {
        let problem = problem(seed)
        let plan = try EquipPlanner(problem).plan()
        #expect(EquipInvariants.violations(of: plan, in: problem) == [])
        let best = try best(problem)
        #expect(best <= plan.upperBound + 1e-9)
        #expect(plan.value <= plan.upperBound && plan.value >= 0.8 * best)
    }
}
