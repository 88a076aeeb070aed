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

/// What two plans do differently with a site, in words; pure.
struct PlanDifference: Equatable {
    var site: String
    var name: String?
    /// A technology and its phase, or pieces; empty where a plan does nothing there.
    var first: [String] = []
    var second: [String] = []

    /// - Returns: one for each site that differs, by site, of purchases only those that are not the same.
    static func of(_ comparison: PlanComparison, names: [String: String], _ wording: Wording) -> [PlanDifference] {
        var differences: [String: PlanDifference] = [:]
        func noted(_ site: String, _ first: String?, _ second: String?) {
            var difference = differences[site] ?? PlanDifference(site: site, name: names[site])
            if let first { difference.first.append(first) }
            if let second { difference.second.append(second) }
            differences[site] = difference
        }
        func decision(_ technology: String?, _ phase: Int?) -> String? {
            guard let technology else { return nil }
            let inPhase = phase.map { wording("plan.in_phase", ["phase": wording.number($0)]) }
            return [wording.word("technology", technology), inPhase].compactMap(\.self).joined(separator: ", ")
        }
        for site in comparison.sites {
            noted(
                site.site, decision(site.firstTechnology, site.firstPhase),
                decision(site.secondTechnology, site.secondPhase))
        }
        for purchase in comparison.purchases.sorted(by: { $0.category.rawValue < $1.category.rawValue }) {
            func pieces(_ count: Int) -> String? {
                count == 0 ? nil : "\(wording.word("category", purchase.category.rawValue)): \(wording.number(count))"
            }
            noted(purchase.school, pieces(purchase.firstCount), pieces(purchase.secondCount))
        }
        return differences.values.sorted { $0.site < $1.site }
    }
}
