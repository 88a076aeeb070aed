internal import Store

/// What two plans decide differently.
struct PlanComparison: Encodable, Sendable {
    /// A site that they treat differently; nil where a plan does not connect it.
    struct Site: Encodable, Sendable {
        var site: String
        var name: String?
        var firstTechnology: String?
        var firstPhase: Int?
        var secondTechnology: String?
        var secondPhase: Int?

        enum CodingKeys: String, CodingKey {
            case site, name
            case firstTechnology = "first_technology"
            case firstPhase = "first_phase"
            case secondTechnology = "second_technology"
            case secondPhase = "second_phase"
        }
    }

    /// What they buy of one thing for one school, where it is not the same.
    struct Purchase: Encodable, Sendable {
        var school: String
        var category: EquipmentKind
        var firstCount: Int
        var secondCount: Int

        enum CodingKeys: String, CodingKey {
            case school, category
            case firstCount = "first_count"
            case secondCount = "second_count"
        }
    }

    var first: SavedPlan
    var second: SavedPlan
    /// Sites that both treat the same.
    var alike: Int
    var sites: [Site]
    var purchases: [Purchase]

    init(_ first: PlanContents, _ second: PlanContents) {
        (self.first, self.second) = (first.plan, second.plan)
        let others = Dictionary(second.sites.map { ($0.site, $0) }) { one, _ in one }
        let known = Set(first.sites.map(\.site))
        var pairs: [(PlannedSite?, PlannedSite?)] = first.sites.map { ($0, others[$0.site]) }
        pairs += second.sites.filter { !known.contains($0.site) }.map { (nil, $0) }
        sites = pairs.compactMap { one, other in
            guard one?.technology != other?.technology || one?.phase != other?.phase else { return nil }
            return Site(
                site: one?.site ?? other?.site ?? "", name: one?.name ?? other?.name,
                firstTechnology: one?.technology, firstPhase: one?.phase, secondTechnology: other?.technology,
                secondPhase: other?.phase)
        }
        purchases = Self.purchases(first.purchases, second.purchases)
        let bought = Set(purchases.map(\.school)).subtracting(sites.map(\.site))
        alike = pairs.count - sites.count - bought.count
    }

    private static func purchases(_ first: [PlannedPurchase], _ second: [PlannedPurchase]) -> [Purchase] {
        var order: [[String]] = []
        var counts: [[String]: Purchase] = [:]
        for (purchase, isFirst) in first.map({ ($0, true) }) + second.map({ ($0, false) }) {
            let key = [purchase.school, purchase.category.rawValue]
            if counts[key] == nil { order.append(key) }
            var row =
                counts[key]
                ?? Purchase(school: purchase.school, category: purchase.category, firstCount: 0, secondCount: 0)
            if isFirst { row.firstCount += purchase.count } else { row.secondCount += purchase.count }
            counts[key] = row
        }
        return order.compactMap { counts[$0] }.filter { $0.firstCount != $0.secondCount }
    }
}
