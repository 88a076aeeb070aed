internal import Planning

extension RolloutAnswer {
    /// - Parameters:
    ///   - plan: of the draft's problem, checked.
    ///   - lots: limits of lots; nil cuts none.
    ///   - remedyCost: what a reason that builds nothing costs.
    init(
        _ plan: RolloutPlan, of draft: RolloutDraft, lots limits: LotLimits?, labels: Labels,
        remedyCost: (String) -> Double?
    ) {
        let problem = draft.problem
        let cut = limits.map { RolloutLots.cut(plan, of: problem, limits: $0) } ?? []
        var lotOfSegment: [Int: Int] = [:]
        var lotOfSite: [Int: Int] = [:]
        for lot in cut {
            for segment in lot.segments { lotOfSegment[segment] = lot.number }
            for site in lot.sites { lotOfSite[site] = lot.number }
        }
        var segmentOfLink: [Int: Int] = [:]
        for segment in plan.segments { segmentOfLink[segment.link] = segment.order }

        budget = problem.budget
        spent = plan.spent
        km = plan.lengthKm
        sitesConnected = plan.connected
        weightConnected = plan.weight
        upperBound = plan.upperBound
        gap = plan.gap
        leastCost = plan.leastCost
        currency = labels.currency
        priceYear = labels.priceYear
        segments = plan.segments.enumerated().map { index, segment in
            Segment(
                order: segment.order, from: problem.nodes[segment.from].id, to: problem.nodes[segment.to].id,
                km: segment.lengthKm, cost: segment.cost, phase: segment.phase + 1,
                contracted: problem.links[segment.link].committedPhase != nil, lot: lotOfSegment[index])
        }
        phases = plan.phases.map {
            Phase(
                budget: $0.budget, spent: $0.spent, sitesConnected: $0.sites, weightConnected: $0.weight,
                upperBound: $0.upperBound)
        }
        self.lots = cut.map { lot in
            Lot(
                lot: lot.number, phase: lot.phase + 1, segments: lot.segments.count,
                sites: lot.sites.map { problem.nodes[$0].id }, km: lot.lengthKm, layingCost: lot.layingCost,
                servedCost: lot.servedCost, sourceCost: lot.sourceCost, cost: lot.cost)
        }
        let explained = RolloutReasons(problem, plan).sites
        sites = draft.sites.indices.filter { !draft.sites[$0].isNode }.map { index in
            let (site, node, place) = (plan.sites[index], problem.nodes[index], draft.sites[index])
            let settled = draft.settled[index]
            let why = settled == nil ? explained[index] : nil
            let reason = settled ?? why?.cause.name ?? ""
            return Site(
                siteID: place.id, name: place.name, latitude: place.point.map { Self.rounded($0.latitude) },
                longitude: place.point.map { Self.rounded($0.longitude) },
                weight: site.technology == nil ? place.weight : site.weight, connected: site.technology != nil,
                technology: site.technology?.name, phase: site.phase.map { $0 + 1 }, order: site.order,
                parent: site.parent.map { problem.nodes[$0].id }, segment: site.link.flatMap { segmentOfLink[$0] },
                hops: site.hops, cost: Self.servedCost(site, node) ?? remedyCost(reason),
                marginalCost: why?.marginalCost, budgetNeeded: why?.budgetNeeded, reason: reason, lot: lotOfSite[index])
        }
        reasons = sites.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
        let others = sites.compactMap { $0.connected ? nil : remedyCost($0.reason) }
        otherRemediesCost = others.isEmpty ? nil : others.reduce(0, +)
        curve = nil
    }

    /// What other budgets connect, and for each site the least of them that connects it.
    mutating func take(_ curve: RolloutCurve, of draft: RolloutDraft) {
        self.curve = curve.points.map { point in
            CurvePoint(
                budget: point.budget, spent: point.spent, sitesConnected: point.sites, weightConnected: point.weight,
                upperBound: point.upperBound)
        }
        let places = draft.sites.indices.filter { !draft.sites[$0].isNode }
        for (site, place) in zip(sites.indices, places) { sites[site].curveBudget = curve.budgetOfNode[place] }
    }

    /// A centimetre: points are kept as vectors.
    private static func rounded(_ degrees: Double) -> Double { (degrees * 1e7).rounded() / 1e7 }

    private static func servedCost(_ site: RolloutSite, _ node: RolloutNode) -> Double? {
        switch site.technology {
        case nil: nil
        case .fiber?: node.servedCost
        case .other(let name)?: node.alternatives.first { $0.name == name }?.cost
        }
    }
}
