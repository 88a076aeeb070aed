import Testing

@testable import Planning

@Suite("Equipping a district")
struct EquipPlannerTests {
    /// Kinds: 0 panel (1,000), 1 kit (300), 2 headset (10, and 1 a year), 3 projector (no price, in place of a panel).
    ///
    /// One norm of two rooms: `digital` (1 panel or projector, headsets) and `robotics` (kits). Three schools, 0.1 degrees
    /// (11.1 km) apart on a meridian:
    ///
    ///     school  pupils  panel   headsets   kits   left over     digital costs          robotics costs
    ///     a          120  0 of 1  12 of 12   0 of 6  -            1000                   6 x 300 = 1800
    ///     b           90  1 of 1   2 of 10   3 of 5  -            0 of 8 headsets: 80    2 x 300 = 600
    ///     c           40  0 of 1  10 of 10   2 of 2  1 headset,   1000                   complete
    ///                                                1 kit
    ///
    /// Transfers first: c has 1 headset left over, which b lacks (11.1 km): b's digital costs 70 then. c's kit can go to b
    /// (11.1 km) or to a (22.2 km): b is nearer, so b's robotics costs 300 and a's stays 1800.
    ///
    /// What each school's rooms bring, by pupils: a 60 a room, b 45 a room, c's one open room 20 of its 40.
    /// In the order of value for money: b digital 45/70, b robotics 45/300, a digital 60/1000, a robotics 60/1800,
    /// c digital 20/1000.
    static func problem(_ funds: [EquipFund], _ objective: EquipObjective = .pupils) -> EquipProblem {
        let items = [
            EquipItem(
                room: "digital", choices: [.init(kind: 0, price: 1_000), .init(kind: 3, price: nil)]),
            EquipItem(room: "digital", choices: [.init(kind: 2, price: 10, runningAYear: 1)]),
            EquipItem(room: "robotics", choices: [.init(kind: 1, price: 300)]),
        ]
        func needs(_ panel: (Int, Int), _ headsets: (Int, Int), _ kits: (Int, Int)) -> [EquipSchool.Need] {
            [panel, headsets, kits].enumerated().map { index, counts in
                EquipSchool.Need(
                    item: index, needed: counts.1, presentLow: counts.0, presentHigh: counts.0, present: counts.0)
            }
        }
        return EquipProblem(
            kinds: ["interactive_panel", "robotics_kit", "headset", "projector"], districts: ["D"], items: items,
            schools: [
                EquipSchool(
                    id: "a", district: 0, pupils: 120, latitude: 50.2, longitude: 57,
                    needs: needs((0, 1), (12, 12), (0, 6))),
                EquipSchool(
                    id: "b", district: 0, pupils: 90, isRural: true, latitude: 50.1, longitude: 57,
                    needs: needs((1, 1), (2, 10), (3, 5))),
                EquipSchool(
                    id: "c", district: 0, pupils: 40, isRural: true, latitude: 50, longitude: 57,
                    needs: needs((0, 1), (10, 10), (2, 2)), surplus: [2: 1, 1: 1]),
            ], funds: funds, objective: objective)
    }

    private func plan(_ problem: EquipProblem) throws -> EquipPlan {
        let plan = try EquipPlanner(problem).plan()
        #expect(EquipInvariants.violations(of: plan, in: problem) == [])
        return plan
    }

    private func bought(_ plan: EquipPlan, _ problem: EquipProblem) -> Set<String> {
        Set(
            zip(problem.schools, plan.schools).flatMap { school, own in
                own.rooms.filter { $0.reason == .bought }.map { "\(school.id) \($0.room)" }
            })
    }

    @Test("without a budget all that is missing is bought, after transfers")
    func whole() throws {
        let problem = Self.problem([])
        let plan = try plan(problem)
        #expect(plan.transfers.map(\.count) == [1, 1] && plan.transfers.map(\.to) == [1, 1])
        #expect(plan.transfers.allSatisfy { $0.from == 2 && abs($0.km - 11.12) < 0.01 })
        #expect(plan.schools.flatMap(\.rooms).map(\.cost) == [1_000, 1_800, 70, 300, 1_000, 0])
        #expect(plan.capital == 4_170 && plan.schools[2].rooms[1].reason == .complete)
        // Seven headsets at 1 a year.
        #expect(plan.runningAYear == 7 && plan.value == 230 && plan.gap == 0)
        #expect(plan.schools[0].bought == [1, 0, 6] && plan.schools[1].received == [0, 1, 1])
    }

    @Test(
        "one budget buys what serves the most pupils",
        arguments: [
            (0, [], 0), (69, [], 0), (70, ["b digital"], 45), (370, ["b digital", "b robotics"], 90),
            // 1,370 is for both rooms of b and the digital room of a; 10 less, and the best is a's with b's cheapest.
            (1_370, ["b digital", "b robotics", "a digital"], 150), (1_360, ["b digital", "a digital"], 105),
            (3_170, ["b digital", "b robotics", "a digital", "a robotics"], 210),
            (4_170, ["b digital", "b robotics", "a digital", "a robotics", "c digital"], 230),
        ] as [(Double, Set<String>, Double)])
    func budget(_ amount: Double, _ rooms: Set<String>, _ value: Double) throws {
        let problem = Self.problem([EquipFund(amount: amount)])
        let plan = try plan(problem)
        #expect(bought(plan, problem) == rooms && plan.value == value)
        #expect(plan.upperBound == value && plan.gap == 0, "exact with one budget")
        #expect(plan.payments.reduce(0) { $0 + $1.amount } == plan.capital && plan.capital <= amount)
    }

    @Test("counted by schools, only a school that has all of the norm counts")
    func schools() throws {
        // 1,070 makes c whole (1,000), and not a (2,800); b costs 370: both are 1,370.
        let problem = Self.problem([EquipFund(amount: 1_370)], .schools)
        let plan = try plan(problem)
        #expect(bought(plan, problem) == ["b digital", "b robotics", "c digital"] && plan.value == 2)
    }

    @Test("schools in the country come before all others, each round with its bound")
    func rural() throws {
        let problem = Self.problem([EquipFund(amount: 1_400)], .ruralFirst)
        let plan = try plan(problem)
        #expect(bought(plan, problem) == ["b digital", "b robotics", "c digital"])
        #expect(plan.tiers.map(\.name) == ["rural", "other"] && plan.tiers.map(\.value) == [110, 0])
        #expect(plan.tiers.map(\.upperBound) == [110, 0])
    }

    @Test("money for a purpose pays for nothing else, is spent first, and lasts its own year")
    func funds() throws {
        let problem = Self.problem([
            EquipFund(funder: "state", year: 2027, amount: 1_000),
            EquipFund(funder: "kits", year: 2026, amount: 2_000, purpose: .kind(1)),
            EquipFund(funder: "elsewhere", year: 2026, amount: 100, purpose: .room("universal")),
        ])
        let plan = try plan(problem)
        // Kits for a, 1,800, take nearly all of the fund for kits; the state pays b's, 300, and b's headsets, 70, a year later.
        #expect(bought(plan, problem) == ["a robotics", "b robotics", "b digital"])
        #expect(plan.value == 150)
        #expect(plan.schools[0].rooms[1].year == 2026 && plan.schools[1].rooms.map(\.year) == [2027, 2027])
        // Free of purposes and years, 3,000 would buy both rooms of b, a's digital room, and 1,630 of 1,800 of its kits.
        let parts: Double = 150 + 60 * 1_630 / 1_800
        #expect(abs(plan.upperBound - parts) < 1e-9)
        for payment in plan.payments where payment.fund == 1 { #expect(payment.kind == 1) }
        #expect(!plan.payments.contains { $0.fund == 2 })
    }

    @Test("where yearly cost has money of its own, a room that it cannot keep is not bought")
    func running() throws {
        let funds = [
            EquipFund(funder: "state", year: 2026, amount: 5_000),
            EquipFund(funder: "upkeep", year: 2026, amount: 6, purpose: .running),
        ]
        let problem = Self.problem(funds)
        let plan = try plan(problem)
        #expect(plan.schools[1].rooms.map(\.reason) == [.runningCost, .bought])
        var enough = funds
        enough[1].amount = 7
        #expect(try self.plan(Self.problem(enough)).schools[1].rooms.map(\.reason) == [.bought, .bought])
    }

    @Test("what is left out says why")
    func reasons() throws {
        var problem = Self.problem([EquipFund(amount: 370)])
        problem.items[0].choices = [.init(kind: 0, price: nil)]
        problem.schools[0].needs[2].needed = nil
        problem.schools[2].surplus = [2: 8]
        let plan = try plan(problem)
        #expect(plan.schools[0].rooms.map(\.reason) == [.noPrice, .notKnown])
        #expect(plan.schools[1].rooms.map(\.reason) == [.completeByTransfer, .budget])
        #expect(plan.schools[0].rooms[0].cost == nil && plan.schools[1].rooms[1].cost == 600)
        problem.funds = [EquipFund(amount: 100, purpose: .kind(2))]
        #expect(try self.plan(problem).schools[1].rooms[1].reason == .noFund)
    }

    @Test("a substitute with the lower price is what is bought")
    func cheapest() throws {
        var problem = Self.problem([])
        problem.items[0].choices[1].price = 400
        let plan = try plan(problem)
        #expect(plan.schools[0].rooms[0].cost == 400 && problem.items[0].bought?.kind == 3)
    }

    @Test(
        "what cannot be planned is refused by name",
        arguments: [
            (EquipProblemError.badAmount(funder: "f", amount: -1), 0), (.doubledSchool("a"), 1),
            (.badPlace(school: "a"), 2), (.badCount(school: "a"), 3), (.badIndex(school: "a"), 4),
            (.badPrice(item: "robotics_kit"), 5),
        ])
    func refused(_ error: EquipProblemError, _ fault: Int) {
        var problem = Self.problem([])
        switch fault {
        case 0: problem.funds = [EquipFund(funder: "f", amount: -1)]
        case 1: problem.schools[1].id = "a"
        case 2: problem.schools[0].latitude = 91
        case 3: problem.schools[0].needs[0].present = -1
        case 4: problem.schools[0].needs[0].item = 9
        default: problem.items[2].choices[0].price = .nan
        }
        #expect(throws: error) { try EquipPlanner(problem).plan() }
    }

    @Test("a plan that is not sound is told so")
    func invariants() throws {
        let problem = Self.problem([EquipFund(amount: 1_370)])
        let plan = try plan(problem)
        func broken(_ change: (inout EquipPlan) -> Void) -> [String] {
            var other = plan
            change(&other)
            return EquipInvariants.violations(of: other, in: problem)
        }
        #expect(broken { $0.transfers[0].count = 9 }.count >= 2)
        #expect(
            broken { $0.schools[0].bought[0] = 2 } == [
                "a digital: bought is not what is missing", "a digital: wrong cost",
            ])
        #expect(broken { $0.payments.removeLast() }.contains { $0.hasSuffix("is not paid to the last") })
        #expect(broken { $0.payments[0].amount += 1 }.contains(" pays more than it has"))
        #expect(broken { $0.capital += 1 } == ["the total is not the sum of the rooms"])
        #expect(broken { $0.tiers[0].upperBound = 1 } == ["the all value is above its bound"])
    }
}
