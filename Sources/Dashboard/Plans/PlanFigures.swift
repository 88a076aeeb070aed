internal import Store

/// How much of a plan is at a stage; pure.
struct PlanStageFigures: Equatable {
    var stage: PlanStage
    /// Sites, or purchases.
    var parts = 0
    var segments = 0
    var km = 0.0
    /// Of cable, of serving sites, of purchases.
    var cost = 0.0

    static func of(_ contents: PlanContents) -> [PlanStageFigures] {
        PlanStage.allCases.map { stage in
            var figures = PlanStageFigures(stage: stage)
            for site in contents.sites where site.stage == stage {
                figures.parts += 1
                figures.cost += site.cost ?? 0
            }
            for segment in contents.segments where segment.stage == stage {
                figures.segments += 1
                figures.km += segment.km ?? 0
                figures.cost += segment.cost
            }
            for purchase in contents.purchases where purchase.stage == stage {
                figures.parts += 1
                figures.cost += purchase.cost
            }
            return figures
        }
    }
}

/// What two plans do differently with a site, or buy differently for a school; pure.
struct PlanDifference: Equatable {
    var site: String
    var name: String?
    /// In words of the plans: a technology and its phase, or pieces and their cost; nil where a plan does nothing there.
    var first: [String]
    var second: [String]

    /// - Returns: those that differ, by site, and how many are alike.
    static func between(
        _ first: PlanContents, _ second: PlanContents, _ wording: Wording
    ) -> (differing: [PlanDifference], alike: Int) {
        let (one, other) = (decisions(first, wording), decisions(second, wording))
        let names = Dictionary((first.sites + second.sites).map { ($0.site, $0.name) }) { known, _ in known }
        let sites = Set(one.keys).union(other.keys).sorted()
        let differing = sites.filter { one[$0] ?? [] != other[$0] ?? [] }.map { site in
            PlanDifference(
                site: site, name: names[site] ?? nil, first: one[site] ?? [], second: other[site] ?? [])
        }
        return (differing, sites.count - differing.count)
    }

    private static func decisions(_ contents: PlanContents, _ wording: Wording) -> [String: [String]] {
        var decisions: [String: [String]] = [:]
        for site in contents.sites {
            guard let technology = site.technology else {
                decisions[site.site, default: []] += []
                continue
            }
            let phase = site.phase.map { wording("plan.in_phase", ["phase": wording.number($0)]) }
            decisions[site.site, default: []].append(
                [wording.word("technology", technology), phase].compactMap(\.self).joined(separator: ", "))
        }
        for purchase in contents.purchases.sorted(by: { $0.category.rawValue < $1.category.rawValue }) {
            decisions[purchase.school, default: []].append(
                "\(wording.word("category", purchase.category.rawValue)): \(wording.number(purchase.count))")
        }
        return decisions
    }
}
