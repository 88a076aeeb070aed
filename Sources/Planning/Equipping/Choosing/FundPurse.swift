/// What is left of the funds, and who was paid of them.
struct FundPurse {
    /// What is to be paid for one room of one school.
    struct Bill {
        var school: Int
        var room: String
        /// By kind, in the room's order.
        var lines: [(kind: Int, amount: Double)]
        var runningAYear: Double
    }

    enum Outcome: Equatable {
        case paid(year: Int)
        case noFund
        case tooLittle
        case runningTooLittle
    }

    let problem: EquipProblem
    private(set) var left: [Double]
    private(set) var payments: [EquipPayment] = []
    let years: [Int]
    /// Whether yearly cost is paid from funds of its own.
    let paysRunning: Bool
    /// By district: the funds that may pay there, the narrowest purpose first, then those of the district alone.
    private let order: [[Int]]

    init(_ problem: EquipProblem) {
        self.problem = problem
        left = problem.funds.map(\.amount)
        years = Set(problem.funds.map(\.year)).sorted()
        paysRunning = problem.funds.contains { $0.purpose == .running }
        order = problem.districts.indices.map { district in
            problem.funds.indices.filter { index in
                problem.funds[index].district.map { $0 == district } ?? true
            }.sorted { first, second in
                let (left, right) = (problem.funds[first], problem.funds[second])
                return (left.rank, left.district == nil ? 1 : 0, first) < (
                    right.rank, right.district == nil ? 1 : 0, second
                )
            }
        }
    }

    /// What `restore(_:)` goes back to: not a copy of all payments.
    struct Moment {
        fileprivate var left: [Double]
        fileprivate var payments: Int
    }

    var moment: Moment { Moment(left: left, payments: payments.count) }

    mutating func restore(_ moment: Moment) {
        left = moment.left
        payments.removeLast(payments.count - moment.payments)
    }

    /// Pays a room whole, in the earliest year in which it can be, or not at all.
    mutating func pay(_ bill: Bill) -> Outcome {
        var outcome = Outcome.noFund
        for year in years {
            let before = moment
            let tried = pay(bill, in: year)
            if tried == .paid(year: year) { return tried }
            restore(before)
            if outcome == .noFund || tried == .runningTooLittle { outcome = tried }
        }
        return outcome
    }

    /// Whether for all of a purchase there is money that may pay it, however little.
    func isMeant(for bill: Bill) -> Bool {
        let district = problem.schools[bill.school].district
        return problem.funds.isEmpty
            || bill.lines.allSatisfy { line in
                order[district].contains { problem.funds[$0].pays(kind: line.kind, room: bill.room) }
            }
    }

    /// What would become of it, without paying.
    func trying(_ bill: Bill) -> Outcome {
        var trial = self
        trial.payments = []
        return trial.pay(bill)
    }

    private mutating func pay(_ bill: Bill, in year: Int) -> Outcome {
        for line in bill.lines where line.amount > 0 {
            let outcome = draw(line.amount, for: bill, kind: line.kind, in: year)
            guard outcome == .paid(year: year) else { return outcome }
        }
        guard paysRunning, bill.runningAYear > 0 else { return .paid(year: year) }
        for later in years where later >= year {
            guard draw(bill.runningAYear, for: bill, kind: nil, in: later) == .paid(year: later) else {
                return .runningTooLittle
            }
        }
        return .paid(year: year)
    }

    private mutating func draw(_ amount: Double, for bill: Bill, kind: Int?, in year: Int) -> Outcome {
        let district = problem.schools[bill.school].district
        var rest = amount
        var isMeant = false
        for index in order[district] {
            let fund = problem.funds[index]
            guard fund.year == year, fund.pays(kind: kind, room: bill.room) else { continue }
            isMeant = true
            let part = min(rest, left[index])
            guard part > 0 else { continue }
            left[index] -= part
            rest -= part
            payments.append(
                EquipPayment(school: bill.school, room: bill.room, fund: index, kind: kind, amount: part))
            if rest <= 0 { return .paid(year: year) }
        }
        return isMeant ? .tooLittle : .noFund
    }
}

extension EquipFund {
    /// - Parameter kind: nil for the running cost of a year.
    func pays(kind: Int?, room: String) -> Bool {
        switch purpose {
        case .running: kind == nil
        case .anything: kind != nil
        case .room(let own): kind != nil && own == room
        case .kind(let own): kind == own
        }
    }

    /// Narrow purposes are spent before wide ones, which others may need.
    fileprivate var rank: Int {
        switch purpose {
        case .kind: 0
        case .room: 1
        case .anything, .running: 2
        }
    }
}
