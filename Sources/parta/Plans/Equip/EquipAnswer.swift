internal import Planning
internal import Store

/// A whole plan for programs: `parta plan equip --format json`.
struct EquipAnswer: Encodable {
    struct Tier: Encodable {
        var name: String
        var value: Double
        var upperBound: Double
        var gap: Double

        enum CodingKeys: String, CodingKey {
            case name, value, gap
            case upperBound = "upper_bound"
        }
    }

    struct Transfer: Encodable {
        var from: String
        var to: String
        var category: String
        var count: Int
        var km: Double
    }

    struct Fund: Encodable {
        var district: String?
        var funder: String
        var year: Int?
        var earmark: String?
        var amount: Double
        var spent: Double
    }

    var norm: String
    var example: Bool
    var caveats: [String]
    var present: String
    var objective: String
    var currency: String?
    var schools: Int
    var schoolsUnknown: Int
    var schoolsComplete: Int
    var capital: Double
    var runningAYear: Double
    var value: Double
    var upperBound: Double
    var gap: Double
    var tiers: [Tier]
    var total: EquipRow
    var rows: [EquipRow]
    var transfers: [Transfer]
    var purchases: [EquipPurchase]
    var funds: [Fund]

    enum CodingKeys: String, CodingKey {
        case norm, example, caveats, present, objective, currency, schools, capital, value, gap, tiers, total, rows
        case transfers, purchases, funds
        case schoolsUnknown = "schools_unknown"
        case schoolsComplete = "schools_complete"
        case runningAYear = "running_a_year"
        case upperBound = "upper_bound"
    }

    init(_ rows: EquipRows, by grouping: EquipGrouping, presence: PresenceChoice, largestLot: Double?) {
        let (inputs, plan) = (rows.inputs, rows.plan)
        let problem = inputs.problem
        norm = "\(inputs.norm.id)@\(inputs.norm.version)"
        (example, caveats) = (inputs.norm.example, inputs.norm.caveats)
        (present, objective) = (presence.rawValue, problem.objective.rawValue)
        currency = inputs.norm.currency
        (schools, schoolsUnknown) = (inputs.schools.count, inputs.schoolsUnknown)
        schoolsComplete = plan.schools.count { $0.rooms.allSatisfy(\.isWhole) }
        (capital, runningAYear) = (plan.capital, plan.runningAYear)
        (value, upperBound, gap) = (plan.value, plan.upperBound, plan.gap)
        tiers = plan.tiers.map { Tier(name: $0.name, value: $0.value, upperBound: $0.upperBound, gap: $0.gap) }
        total = rows.total
        self.rows = rows.rows(by: grouping)
        transfers = plan.transfers.map { transfer in
            Transfer(
                from: problem.schools[transfer.from].id, to: problem.schools[transfer.to].id,
                category: problem.kinds[transfer.kind], count: transfer.count, km: transfer.km)
        }
        purchases = rows.purchases(largestLot: largestLot)
        var spent = [Double](repeating: 0, count: problem.funds.count)
        for payment in plan.payments { spent[payment.fund] += payment.amount }
        funds = zip(problem.funds, spent).map { fund, spent in
            Fund(
                district: fund.district.map { problem.districts[$0] }, funder: fund.funder,
                year: fund.year > 0 ? fund.year : nil, earmark: fund.purpose.word(problem.kinds),
                amount: fund.amount, spent: spent)
        }
    }
}

extension EquipRoomPlan {
    /// Whether nothing is missing once the plan is carried out.
    var isWhole: Bool { [.complete, .completeByTransfer, .bought].contains(reason) }
}

extension EquipFund.Purpose {
    fileprivate func word(_ kinds: [String]) -> String? {
        switch self {
        case .anything: nil
        case .room(let room): room
        case .kind(let kind): kinds[kind]
        case .running: "running"
        }
    }
}
