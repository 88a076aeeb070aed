public import Store

/// How far another sum of money would go along a saved plan, in the plan's own order; pure.
///
/// No plan is made: what comes first in this one is built or bought first until the next piece is not paid for. A plan made for
/// that sum may reach more.
public struct PlanTrial: Sendable, Equatable {
    public var budget: Double
    public var spent: Double
    /// Sites that are connected, or schools that get all that the plan buys for them.
    public var reached: Int
    /// All that the whole plan reaches.
    public var planned: Int
    /// Of cable.
    public var km: Double
    /// What the whole plan costs by its parts.
    public var whole: Double

    public init(_ contents: PlanContents, budget: Double) {
        self.budget = budget
        switch contents.plan.kind {
        case .fiber: self = Self.fiber(contents, budget: budget)
        case .equip: self = Self.purchases(contents, budget: budget)
        }
    }

    private init(budget: Double, planned: Int, whole: Double) {
        (self.budget, self.planned, self.whole) = (budget, planned, whole)
        (spent, reached, km) = (0, 0, 0)
    }

    /// Cable in the order of building; what it costs to serve a site is paid with the cable that ends there. Sites that another
    /// technology serves hang from nothing and come in the order of their phase.
    private static func fiber(_ contents: PlanContents, budget: Double) -> PlanTrial {
        struct Piece {
            var phase: Int
            var order: Int
            var cost: Double
            var sites: Int
            var km: Double
        }
        let connected = contents.sites.filter { $0.technology != nil }
        let bySite = Dictionary(connected.map { ($0.site, $0) }) { first, _ in first }
        var ends = Set<String>()
        var pieces = contents.segments.map { segment in
            let site = ends.insert(segment.to).inserted ? bySite[segment.to] : nil
            return Piece(
                phase: segment.phase, order: segment.order, cost: segment.cost + (site?.cost ?? 0),
                sites: site == nil ? 0 : 1, km: segment.km ?? 0)
        }
        pieces += connected.filter { !ends.contains($0.site) }.map {
            Piece(phase: $0.phase ?? 1, order: $0.order ?? .max, cost: $0.cost ?? 0, sites: 1, km: 0)
        }
        pieces.sort { ($0.phase, $0.order) < ($1.phase, $1.order) }
        var trial = PlanTrial(
            budget: budget, planned: connected.count, whole: pieces.reduce(0) { $0 + $1.cost })
        for piece in pieces {
            guard trial.spent + piece.cost <= budget else { break }
            trial.spent += piece.cost
            trial.reached += piece.sites
            trial.km += piece.km
        }
        return trial
    }

    private static func purchases(_ contents: PlanContents, budget: Double) -> PlanTrial {
        var open: [String: Int] = [:]
        for purchase in contents.purchases { open[purchase.school, default: 0] += 1 }
        var trial = PlanTrial(
            budget: budget, planned: open.count, whole: contents.purchases.reduce(0) { $0 + $1.cost })
        for purchase in contents.purchases.sorted(by: { ($0.lot, $0.order) < ($1.lot, $1.order) }) {
            guard trial.spent + purchase.cost <= budget else { break }
            trial.spent += purchase.cost
            open[purchase.school, default: 1] -= 1
            if open[purchase.school] == 0 { trial.reached += 1 }
        }
        return trial
    }
}
