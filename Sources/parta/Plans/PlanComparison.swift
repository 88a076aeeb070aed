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

    var first: SavedPlan
    var second: SavedPlan
    /// Sites that both treat the same.
    var alike: Int
    var sites: [Site]

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
        alike = pairs.count - sites.count
    }
}
