/// Whether a plan is one: a forest from the sources within budget and hop limit, phases nested, totals that add up.
///
/// It trusts nothing but the problem, so that a fault of the solver cannot hide; run it before a plan is shown.
public struct RolloutInvariants {
    private let plan: RolloutPlan
    private let problem: RolloutProblem
    private var violations: [RolloutViolation] = []
    /// The phase in which each node comes onto the forest.
    private var joined: [Int?]
    private var isFeeding: [Bool]

    /// Everything that is wrong with a plan for a problem; empty when it holds.
    public static func check(_ plan: RolloutPlan, _ problem: RolloutProblem) -> [RolloutViolation] {
        guard plan.sites.count == problem.nodes.count, plan.phases.count == problem.phases.count else {
            return [.otherProblem]
        }
        var check = RolloutInvariants(plan: plan, problem: problem)
        check.checkSegments()
        check.checkSites()
        check.checkPhases()
        check.checkTotals()
        return check.violations
    }

    private init(plan: RolloutPlan, problem: RolloutProblem) {
        self.plan = plan
        self.problem = problem
        joined = problem.nodes.map { $0.isSource ? 0 : nil }
        isFeeding = problem.nodes.map { _ in false }
    }

    private mutating func checkSegments() {
        var last = 0
        for (index, segment) in plan.segments.enumerated() {
            guard problem.links.indices.contains(segment.link), problem.phases.indices.contains(segment.phase) else {
                violations.append(.unknownSegment(index))
                continue
            }
            let link = problem.links[segment.link]
            let ends = (segment.from, segment.to)
            guard ends == (link.a, link.b) || ends == (link.b, link.a), segment.cost == link.cost else {
                violations.append(.unknownSegment(index))
                continue
            }
            if let committed = link.committedPhase, committed > segment.phase {
                violations.append(.beforeItsContract(segment: index))
            }
            if segment.order != index + 1 || segment.phase < last { violations.append(.outOfOrder(segment: index)) }
            last = segment.phase
            // Segments come after what they hang from, so that one that closes a ring finds its end taken.
            guard let above = joined[segment.from], above <= segment.phase else {
                violations.append(.hangsFromNothing(segment: index))
                continue
            }
            guard joined[segment.to] == nil else {
                violations.append(.secondWay(node: segment.to))
                continue
            }
            joined[segment.to] = segment.phase
            isFeeding[segment.from] = true
            checkPlace(of: segment)
        }
    }

    private mutating func checkPlace(of segment: RolloutSegment) {
        let site = plan.sites[segment.to]
        if site.parent != segment.from || site.link != segment.link {
            violations.append(.otherParent(node: segment.to))
        }
        let above = problem.nodes[segment.from].isSource ? 0 : plan.sites[segment.from].hops
        let hops = (above ?? 0) + (problem.nodes[segment.to].kind == .site ? 1 : 0)
        if site.hops != hops { violations.append(.otherHops(node: segment.to, stated: site.hops, counted: hops)) }
        if let most = problem.maxHops, hops > most { violations.append(.tooManyHops(node: segment.to, hops: hops)) }
        let source = problem.nodes[segment.from].isSource ? segment.from : plan.sites[segment.from].source
        if site.source != source { violations.append(.otherParent(node: segment.to)) }
    }

    private mutating func checkSites() {
        var orders: [Int] = []
        for (index, site) in plan.sites.enumerated() {
            let node = problem.nodes[index]
            if !node.isSource, site.isOnForest != (joined[index] != nil) {
                violations.append(.otherParent(node: index))
            }
            if !node.isSource, joined[index] != nil, !isFeeding[index], site.technology != .fiber {
                violations.append(.leadsNowhere(node: index))
            }
            guard let technology = site.technology else {
                if site.phase != nil || site.order != nil || site.weight != 0 {
                    violations.append(.servedWithout(node: index))
                }
                continue
            }
            guard let phase = site.phase, let order = site.order, problem.phases.indices.contains(phase),
                node.kind == .site, !node.isSource
            else {
                violations.append(.servedWithout(node: index))
                continue
            }
            orders.append(order)
            let weight: Double?
            switch technology {
            case .fiber:
                weight = node.fiberExcluded ? nil : node.weight
                if (joined[index] ?? .max) > phase { violations.append(.servedWithout(node: index)) }
            case .other(let name):
                weight = node.alternatives.first { $0.name == name }?.weight
            }
            if weight == nil { violations.append(.excluded(node: index)) }
            if let weight, site.weight != weight { violations.append(.otherWeight(node: index)) }
        }
        if orders.sorted() != Array(1..<orders.count + 1) { violations.append(.brokenOrder) }
        let unmet = problem.nodes.indices.filter {
            problem.nodes[$0].mustConnect && !problem.nodes[$0].isSource && plan.sites[$0].technology == nil
        }
        if unmet != plan.unmetMusts { violations.append(.otherMusts) }
    }

    private mutating func checkPhases() {
        let budgets = problem.budgets
        for (phase, stated) in plan.phases.enumerated() {
            let spent = spent(by: phase)
            let tolerance = 100 * Money.tolerance(max(budgets[phase], spent))
            if !(spent <= budgets[phase] + tolerance) {
                violations.append(.overBudget(phase: phase, spent: spent, budget: budgets[phase]))
            }
            let served = plan.sites.filter { ($0.phase ?? .max) <= phase }
            let weight = served.reduce(0) { $0 + $1.weight }
            let holds =
                abs(stated.spent - spent) <= tolerance && stated.budget == budgets[phase]
                && abs(stated.weight - weight) <= 100 * Money.tolerance(weight) && stated.sites == served.count
            if !holds { violations.append(.otherTotals(phase: phase)) }
            let bound = stated.upperBound
            if !(bound.isFinite && bound >= weight - 100 * Money.tolerance(weight)) {
                violations.append(.brokenBound(phase: phase))
            }
        }
    }

    /// All that is paid by the end of a phase.
    private func spent(by phase: Int) -> Double {
        var spent = problem.committedCost(by: phase)
        var used: Set<Int> = []
        for segment in plan.segments where segment.phase <= phase && problem.links.indices.contains(segment.link) {
            if problem.links[segment.link].committedPhase == nil { spent += problem.links[segment.link].cost }
            if problem.nodes[segment.from].isSource, used.insert(segment.from).inserted {
                spent += problem.nodes[segment.from].sourceCost
            }
        }
        for (node, site) in zip(problem.nodes, plan.sites) where (site.phase ?? .max) <= phase {
            switch site.technology {
            case .fiber: spent += node.servedCost
            case .other(let name): spent += node.alternatives.first { $0.name == name }?.cost ?? 0
            case nil: break
            }
        }
        return spent
    }

    private mutating func checkTotals() {
        let value = plan.phases.reduce(0) { $0 + $1.weight }
        let tolerance = 100 * Money.tolerance(value)
        if !(abs(plan.value - value) <= tolerance) { violations.append(.otherValue) }
        if !(plan.upperBound.isFinite && plan.upperBound >= value - tolerance) {
            violations.append(.brokenBound(phase: plan.phases.count - 1))
        }
    }
}
