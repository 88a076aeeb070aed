/// What no purchases can exceed, with money in several funds: a linear relaxation.
///
/// Rooms may be bought in parts, all years are one, and money for a purpose counts as free up to what its purpose can take; the
/// districts stay apart. A district's own money goes to its best steps, what is left of all districts' steps competes for the
/// common money. As each district's value is concave in its money, that is the relaxation's optimum.
struct FundedBound {
    let problem: EquipProblem
    /// By district, what purposes can take: of kinds and of rooms.
    private var byKind: [[Int: Double]]
    private var byRoom: [[String: Double]]

    /// - Parameter bills: all that may be bought.
    init(_ problem: EquipProblem, bills: [FundPurse.Bill]) {
        self.problem = problem
        byKind = [[Int: Double]](repeating: [:], count: problem.districts.count)
        byRoom = [[String: Double]](repeating: [:], count: problem.districts.count)
        for bill in bills {
            let district = problem.schools[bill.school].district
            for line in bill.lines {
                byKind[district][line.kind, default: 0] += line.amount
                byRoom[district][bill.room, default: 0] += line.amount
            }
        }
    }

    /// - Parameters:
    ///   - classes: of the schools `owners`.
    ///   - left: of each fund.
    func value(_ classes: [ChoiceClass], owners: [Int], left: [Double]) -> Double {
        var own = [Double](repeating: 0, count: problem.districts.count)
        var common = 0.0
        for (index, fund) in problem.funds.enumerated() {
            let amount = min(left[index], most(fund))
            if let district = fund.district { own[district] += amount } else { common += amount }
        }
        var value = 0.0
        for step in ChoiceStep.all(of: classes) {
            let district = problem.schools[owners[step.choiceClass]].district
            let first = min(step.cost, own[district])
            own[district] -= first
            let second = min(step.cost - first, common)
            common -= second
            value += step.cost > 0 ? step.value * ((first + second) / step.cost) : step.value
        }
        return value
    }

    /// The most that a fund can ever pay.
    private func most(_ fund: EquipFund) -> Double {
        let districts = fund.district.map { [$0] } ?? Array(problem.districts.indices)
        return switch fund.purpose {
        case .anything: .infinity
        case .running: 0
        case .kind(let kind): districts.reduce(0) { $0 + (byKind[$1][kind] ?? 0) }
        case .room(let room): districts.reduce(0) { $0 + (byRoom[$1][room] ?? 0) }
        }
    }
}
