internal import Planning
internal import Presentation
internal import Store

/// What is said of a plan beside its rows: totals that add up to them, and how good it is.
struct EquipWords {
    let rows: EquipRows

    init(_ rows: EquipRows) { self.rows = rows }

    var sentences: [String] {
        let (plan, total) = (rows.plan, rows.total)
        let currency = rows.inputs.norm.currency.map { " \($0)" } ?? ""
        var said: [String] = []
        if rows.inputs.schoolsUnknown > 0 {
            said.append("of \(rows.inputs.schoolsUnknown) schools it is not known what decides, so they are in no row")
        }
        said.append(
            "\(total.schools) schools: \(total.required) pieces required, \(total.present) counted as present "
                + "(\(total.presentLow)-\(total.presentHigh)), \(total.received) from neighbours, \(total.gap) missing")
        let funds = rows.inputs.problem.funds
        let amount = funds.filter { $0.purpose != .running }.reduce(0) { $0 + $1.amount }
        said.append(
            "\(total.bought) bought for \(Self.money(plan.capital))\(currency)"
                + (funds.isEmpty ? "" : " of \(Self.money(amount))")
                + ", \(Self.money(plan.runningAYear))\(currency) a year to keep; all that is missing would cost "
                + Self.money(total.gapCost) + currency
                + (total.unpriced > 0 ? ", and \(total.unpriced) pieces have no price" : ""))
        for tier in plan.tiers where !funds.isEmpty {
            let name = plan.tiers.count > 1 ? "\(tier.name): " : ""
            said.append(
                "\(name)\(Self.figure(tier.value)) \(unit) reached by purchases; no purchases with this money reach more than "
                    + "\(Self.figure(tier.upperBound)) (gap \(Self.figure(tier.gap * 100)) %)")
        }
        return said
    }

    private var unit: String {
        rows.inputs.problem.objective == .schools
            ? "schools with all of the norm" : "pupils, by the share of their rooms,"
    }

    private static func money(_ amount: Double) -> String { Cell.number(amount, decimals: 0).plain }
    private static func figure(_ number: Double) -> String { Cell.number(number, decimals: 1).plain }
}
