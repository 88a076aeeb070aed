extension RolloutDraft {
    /// A place as a node, and why it is not planned for.
    static func node(
        _ site: PlanSite, _ costs: RolloutCosts, _ firstYear: Int?
    ) -> (node: RolloutNode, settled: String?) {
        let isUsable = site.committedYear.flatMap { year in firstYear.map { year <= $0 } } ?? false
        let isCommitted = site.committedBy != nil || site.committedYear != nil
        let basis = costs.basis
        var node = RolloutNode(
            id: site.id, kind: site.isNode ? .junction : .site, isSource: site.isSource || (isCommitted && isUsable))
        node.sourceCost = node.isSource ? basis.cost(site.costs.source ?? costs.source) : 0
        if site.isNode { return (node, nil) }
        if site.isSource { return (node, "already_connected") }
        // Others connect it: this plan's money does not, and its weight is theirs.
        if isCommitted { return (Self.passing(node), "committed_by_others") }
        if let remedy = site.otherRemedy { return (Self.passing(node), remedy) }
        guard site.hasPower != false || costs.power != nil else { return (Self.passing(node), "no_power") }
        let power = site.hasPower == false ? costs.power ?? 0 : 0
        node.weight = site.weight
        node.mustConnect = site.mustConnect
        node.fiberExcluded = site.excluded.contains(RolloutTechnology.fiber.name)
        node.servedCost = basis.cost(
            (site.costs.served ?? costs.served) + power, yearly: site.costs.servedYearly ?? costs.servedYearly)
        let offers = costs.offers.merging(site.offers) { $1 }.filter { !site.excluded.contains($0.key) }
        node.alternatives = offers.sorted { $0.key < $1.key }.map { name, offer in
            SiteTechnology(
                name: name, cost: basis.cost(offer.capital + power, yearly: offer.yearly),
                weight: site.weight * offer.worth)
        }
        return (node, node.fiberExcluded && node.alternatives.isEmpty ? "excluded" : nil)
    }

    /// Fiber may pass, and serves nobody.
    private static func passing(_ node: RolloutNode) -> RolloutNode {
        var node = node
        node.fiberExcluded = true
        return node
    }
}
