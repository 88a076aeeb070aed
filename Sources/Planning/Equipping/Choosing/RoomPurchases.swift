internal import Glibc

/// Rooms bought one after another, of money that gets less.
struct RoomPurchases {
    let problem: EquipProblem
    private(set) var candidates: [RoomCandidate]
    private(set) var purse: FundPurse

    init(_ problem: EquipProblem, _ candidates: [RoomCandidate], _ purse: FundPurse) {
        self.problem = problem
        self.candidates = candidates
        self.purse = purse
    }

    var value: Double { candidates.reduce(0) { $0 + $1.values[$1.taken] } }

    /// Where all money is for anything: fund by fund, the earliest year first and in it the districts' own before the common.
    /// - Returns: a bound of its own, where every school has one fund alone.
    mutating func buyByFund() -> Double? {
        guard problem.funds.allSatisfy({ $0.purpose == .anything }) else { return nil }
        let stages = problem.funds.indices.sorted { first, second in
            let (left, right) = (problem.funds[first], problem.funds[second])
            return (left.year, left.district == nil ? 1 : 0, left.district ?? 0, first)
                < (right.year, right.district == nil ? 1 : 0, right.district ?? 0, second)
        }
        var bound = 0.0
        for fund in stages {
            let within = candidates.indices.filter { index in
                problem.funds[fund].district.map { $0 == problem.schools[candidates[index].school].district } ?? true
            }
            let open = within.map { candidates[$0].open }
            let answer = ChoiceKnapsack().solve(open.map(\.choices), budget: purse.left[fund])
            bound += answer.upperBound
            for (place, index) in within.enumerated() { buy(index, upTo: open[place].places[answer.taken[place]]) }
        }
        let districts = problem.funds.map(\.district)
        let reaches = districts.count == 1 || (!districts.contains(nil) && Set(districts).count == districts.count)
        return reaches ? bound : nil
    }

    /// What is left over, of all funds together, by value for money.
    mutating func buyRest() {
        let open = candidates.map(\.open)
        for step in ChoiceStep.all(of: open.map(\.choices)) {
            buy(step.choiceClass, upTo: open[step.choiceClass].places[step.option])
        }
        buySingles()
    }

    /// As `buyRest()`, with rooms in another order.
    /// - Parameter spread: values for money count up to so many times as much, drawn evenly by their logarithms.
    mutating func buyRest(shuffled shuffle: inout PurchaseShuffle, spread: Double) {
        var order: [(index: Int, room: Int, weight: Double)] = []
        for (index, candidate) in candidates.enumerated() {
            // Where only the whole school counts, its rooms are one purchase.
            let isWhole = problem.objective == .schools
            let value = candidate.values[candidate.values.count - 1]
            for place in isWhole ? 0..<1 : 0..<candidate.rooms.count {
                let cost = isWhole ? candidate.costs[candidate.rooms.count] : candidate.cost(ofRoomAt: place)
                let noise = exp(Double.random(in: 0...log(spread), using: &shuffle))
                order.append((index, candidate.rooms[place], cost > 0 ? value / cost * noise : .infinity))
            }
        }
        order.sort { ($0.weight, $1.index, $1.room) > ($1.weight, $0.index, $0.room) }
        for (index, room, _) in order {
            if problem.objective == .schools {
                buy(
                    index,
                    upTo: candidates[index].values[candidates[index].rooms.count] > 0
                        ? candidates[index].rooms.count : 0)
            } else if let place = candidates[index].rooms.firstIndex(of: room) {
                candidates[index].swapRooms(candidates[index].taken, place)
                buy(index, upTo: candidates[index].taken + 1)
            }
        }
    }

    /// Each open room alone, for what came before was too dear or of the wrong purpose.
    private mutating func buySingles() {
        guard problem.objective != .schools else { return }
        for index in candidates.indices {
            var place = candidates[index].taken
            while place < candidates[index].rooms.count {
                let taken = candidates[index].taken
                candidates[index].swapRooms(taken, place)
                buy(index, upTo: taken + 1)
                if candidates[index].taken == taken { candidates[index].swapRooms(taken, place) }
                place += 1
            }
        }
    }

    /// Rooms up to a number, all of them or none.
    private mutating func buy(_ index: Int, upTo target: Int) {
        guard target > candidates[index].taken else { return }
        let before = purse.moment
        var years: [Int] = []
        for bill in candidates[index].bills[candidates[index].taken..<target] {
            guard case .paid(let year) = purse.pay(bill) else {
                purse.restore(before)
                return
            }
            years.append(year)
        }
        candidates[index].years += years
    }
}

/// Numbers that are the same on every run (SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
/// 2014).
struct PurchaseShuffle: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
