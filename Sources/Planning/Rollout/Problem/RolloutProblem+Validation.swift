extension RolloutProblem {
    /// Refuses what no plan can be made of.
    ///
    /// - Throws: `RolloutProblemError`, for the first thing that is wrong.
    public func validate() throws {
        guard !phases.isEmpty else { throw RolloutProblemError.noPhase }
        guard nodes.count < 1 << 24, links.count < 1 << 28 else {
            throw RolloutProblemError.tooLarge(nodes: nodes.count, links: links.count)
        }
        if let maxHops, maxHops < 1 { throw RolloutProblemError.unusableHopLimit(maxHops) }
        for (phase, money) in phases.enumerated() where !Self.isUsable(money) {
            throw RolloutProblemError.unusableBudget(phase: phase, value: money)
        }
        try validateNodes()
        try validateLinks()
        try validateCommitments()
    }

    private static func isUsable(_ number: Double) -> Bool { number.isFinite && number >= 0 }

    private func validateNodes() throws {
        var places: [String: Int] = [:]
        places.reserveCapacity(nodes.count)
        for (index, node) in nodes.enumerated() {
            if let first = places.updateValue(index, forKey: node.id) {
                throw RolloutProblemError.doubledNode(id: node.id, first: first, second: index)
            }
            var numbers = [
                ("the weight", node.weight), ("the fixed cost", node.servedCost), ("the source's fee", node.sourceCost),
            ]
            var names: Set<String> = [RolloutTechnology.fiber.name]
            for technology in node.alternatives {
                numbers.append(("the cost of \(technology.name)", technology.cost))
                numbers.append(("the weight of \(technology.name)", technology.weight))
                guard names.insert(technology.name).inserted else {
                    throw RolloutProblemError.doubledTechnology(node: index, name: technology.name)
                }
            }
            for (field, value) in numbers where !Self.isUsable(value) {
                throw RolloutProblemError.unusableNumber(node: index, field: field, value: value)
            }
            guard node.kind == .junction, !node.isSource else { continue }
            if node.mustConnect { throw RolloutProblemError.junctionMustConnect(node: index) }
            if node.weight != 0 || node.servedCost != 0 || !node.alternatives.isEmpty {
                throw RolloutProblemError.weighedJunction(node: index)
            }
        }
        guard nodes.contains(where: \.isSource) else { throw RolloutProblemError.noSource }
    }

    private func validateLinks() throws {
        for (index, link) in links.enumerated() {
            for node in [link.a, link.b] where !nodes.indices.contains(node) {
                throw RolloutProblemError.unknownEnd(link: index, node: node)
            }
            if link.a == link.b { throw RolloutProblemError.linkToItself(link: index, node: link.a) }
            guard Self.isUsable(link.cost) else {
                throw RolloutProblemError.unusableLink(link: index, field: "the cost", value: link.cost)
            }
            if let length = link.lengthKm, !Self.isUsable(length) {
                throw RolloutProblemError.unusableLink(link: index, field: "the length", value: length)
            }
            if let phase = link.committedPhase, !phases.indices.contains(phase) {
                throw RolloutProblemError.unknownPhase(link: index, phase: phase)
            }
        }
    }

    private func validateCommitments() throws {
        let budgets = budgets
        for phase in phases.indices {
            let committed = committedCost(by: phase)
            guard committed <= budgets[phase] + Money.tolerance(budgets[phase]) else {
                throw RolloutProblemError.commitmentsExceedBudget(
                    phase: phase, committed: committed, budget: budgets[phase])
            }
        }
    }

    /// What contracted links cost until the end of a phase, used or not.
    func committedCost(by phase: Int) -> Double {
        links.reduce(0) { sum, link in
            if let committed = link.committedPhase, committed <= phase { sum + link.cost } else { sum }
        }
    }
}
