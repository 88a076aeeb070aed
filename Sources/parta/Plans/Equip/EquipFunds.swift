internal import Exchange
internal import Planning
internal import Presentation
internal import Store

/// Budgets of a file as funds of a problem.
struct EquipFunds {
    let problem: EquipProblem
    let norm: EquipmentNorm

    /// Rows of districts that the question leaves out are left out too, and said.
    /// - Throws: `ImportFailure` with the line of an earmark or district that stands for nothing.
    func read(_ file: String) throws -> [EquipFund] {
        let content = try TableFile.read(file).content(BudgetTableReader())
        for warning in content.warnings { Terminal.say("warning: \(DisplayText.harmless(warning.description))") }
        var faults: [ImportFailure.Problem] = []
        var funds: [EquipFund] = []
        var elsewhere = 0
        for (budget, place) in zip(content.values, content.places) {
            guard let purpose = purpose(budget.earmark) else {
                faults.append(
                    .init(
                        place, columnName: "earmark",
                        message: "\"\(budget.earmark ?? "")\" is no room or category of the norm, and not running"))
                continue
            }
            let districts = budget.district.map { name in
                problem.districts.indices.filter { AreaPath(text: problem.districts[$0])?.isNamed(name) == true }
            }
            if let districts, districts.count > 1 {
                faults.append(
                    .init(
                        place, columnName: "district",
                        message: "there are several \(budget.district ?? ""): give the path"))
                continue
            }
            if districts?.isEmpty == true {
                elsewhere += 1
                continue
            }
            funds.append(
                EquipFund(
                    district: districts?.first, funder: budget.funder ?? "", year: budget.year ?? 0,
                    amount: budget.amount, purpose: purpose))
        }
        if !faults.isEmpty { throw ImportFailure(file: file, problems: faults) }
        if elsewhere > 0 {
            Terminal.say("\(elsewhere) budgets are of districts without a school that is asked for, and are left out")
        }
        return funds
    }

    private func purpose(_ earmark: String?) -> EquipFund.Purpose? {
        guard let earmark else { return .anything }
        if earmark == "running" { return .running }
        if problem.items.contains(where: { $0.room == earmark })
            || norm.sets.values.joined().contains(where: { $0.kind == earmark })
        {
            return .room(earmark)
        }
        guard let kind = EquipmentKind(rawValue: earmark), norm.kinds.contains(kind) else { return nil }
        return problem.kinds.firstIndex(of: kind.rawValue).map(EquipFund.Purpose.kind)
    }
}
