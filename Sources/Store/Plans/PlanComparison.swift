/// What two plans decide differently, by site and by purchase; pure.
public struct PlanComparison: Encodable, Equatable, Sendable {
    /// A site that they treat differently; nil where a plan does not connect it.
    public struct Site: Encodable, Equatable, Sendable {
        public var site: String
        public var name: String?
        public var firstTechnology: String?
        public var firstPhase: Int?
        public var secondTechnology: String?
        public var secondPhase: Int?

        enum CodingKeys: String, CodingKey {
            case site, name
            case firstTechnology = "first_technology"
            case firstPhase = "first_phase"
            case secondTechnology = "second_technology"
            case secondPhase = "second_phase"
        }
    }

    /// What they buy of one thing for one school, where it is not the same.
    public struct Purchase: Encodable, Equatable, Sendable {
        public var school: String
        public var category: EquipmentKind
        public var firstCount: Int
        public var secondCount: Int

        enum CodingKeys: String, CodingKey {
            case school, category
            case firstCount = "first_count"
            case secondCount = "second_count"
        }
    }

    public var first: SavedPlan
    public var second: SavedPlan
    /// Sites that both treat the same and buy the same for.
    public var alike: Int
    public var sites: [Site]
    public var purchases: [Purchase]

    public init(_ first: PlanContents, _ second: PlanContents) {
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
        let differing = Set(sites.map(\.site)).union(purchases.map(\.school))
        alike = Set(pairs.compactMap { ($0 ?? $1)?.site }).subtracting(differing).count
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
