import Planning

/// The best value of a small problem by looking at every forest: the reference that shares no code with the solver.
///
/// For each phase every set of links that is a forest hanging from sources within the hop limit is listed with the best
/// services for every spending; the phases are then chained by containment.
struct BruteForceRollout {
    let problem: RolloutProblem

    private struct Outcome {
        /// Parent link of each node, -1 none.
        var ways: [Int]
        /// -1 none, 0 fiber, k the k-th alternative.
        var services: [Int]
        var cost: Double
        var weight: Double
        var musts: Int
    }

    /// The most musts that can be met by the last phase, and the best value of plans that meet them.
    func best() -> (musts: Int, value: Double) {
        let last = problem.phases.count - 1
        var outcomes: [[Outcome]] = []
        for phase in 0...last { outcomes.append(self.outcomes(phase)) }
        var best = (musts: -1, value: 0.0)
        func chain(_ phase: Int, inside outer: Outcome, value: Double, musts: Int) {
            if phase < 0 {
                if musts > best.musts || (musts == best.musts && value > best.value) { best = (musts, value) }
                return
            }
            for outcome in outcomes[phase] where isInside(outcome, outer) {
                chain(phase - 1, inside: outcome, value: value + outcome.weight, musts: musts)
            }
        }
        for outcome in outcomes[last] {
            if outcome.musts < best.musts { continue }
            chain(last - 1, inside: outcome, value: outcome.weight, musts: outcome.musts)
        }
        return best
    }

    private func isInside(_ inner: Outcome, _ outer: Outcome) -> Bool {
        for node in problem.nodes.indices {
            if inner.ways[node] >= 0, inner.ways[node] != outer.ways[node] { return false }
            if inner.services[node] >= 0, inner.services[node] != outer.services[node] { return false }
        }
        return true
    }

    private func outcomes(_ phase: Int) -> [Outcome] {
        var ways = [Int](repeating: -1, count: problem.nodes.count)
        var found: [Outcome] = []
        let committed = problem.links.reduce(0) { sum, link in
            link.committedPhase.map { $0 <= phase } == true ? sum + link.cost : sum
        }
        func choose(_ node: Int) {
            if node == problem.nodes.count {
                if let cost = cost(of: ways, phase) { serve(ways, cost + committed, phase, &found) }
                return
            }
            ways[node] = -1
            choose(node + 1)
            guard !problem.nodes[node].isSource else { return }
            for (index, link) in problem.links.enumerated() where link.a == node || link.b == node {
                if let committed = link.committedPhase, committed > phase { continue }
                ways[node] = index
                choose(node + 1)
            }
            ways[node] = -1
        }
        choose(0)
        return found
    }

    private func above(_ node: Int, _ ways: [Int]) -> Int {
        let link = problem.links[ways[node]]
        return link.a == node ? link.b : link.a
    }

    /// The cost of the links and fees of a forest; `nil` when it is none, too deep or too dear.
    private func cost(of ways: [Int], _ phase: Int) -> Double? {
        var used: Set<Int> = []
        var cost = 0.0
        for node in problem.nodes.indices where ways[node] >= 0 {
            var hops = 0
            var now = node
            var steps = 0
            while !problem.nodes[now].isSource {
                guard ways[now] >= 0, steps <= problem.nodes.count else { return nil }
                if problem.nodes[now].kind == .site { hops += 1 }
                now = above(now, ways)
                steps += 1
            }
            if let limit = problem.maxHops, hops > limit { return nil }
            used.insert(now)
            let link = problem.links[ways[node]]
            if link.committedPhase == nil { cost += link.cost }
        }
        for source in used { cost += problem.nodes[source].sourceCost }
        return cost
    }

    private func serve(_ ways: [Int], _ cost: Double, _ phase: Int, _ found: inout [Outcome]) {
        let budget = problem.phases[0...phase].reduce(0, +)
        guard cost <= budget else { return }
        var services = [Int](repeating: -1, count: problem.nodes.count)
        func choose(_ node: Int, _ cost: Double, _ weight: Double, _ musts: Int) {
            guard cost <= budget else { return }
            if node == problem.nodes.count {
                found.append(Outcome(ways: ways, services: services, cost: cost, weight: weight, musts: musts))
                return
            }
            let site = problem.nodes[node]
            services[node] = -1
            guard site.kind == .site, !site.isSource else { return choose(node + 1, cost, weight, musts) }
            let must = site.mustConnect ? 1 : 0
            let isReached = ways[node] >= 0 && !site.fiberExcluded
            let isFree = isReached && site.servedCost == 0 && site.alternatives.isEmpty
            // Leaving out what costs nothing is never better within one phase, and phases may serve it at once.
            if !isFree { choose(node + 1, cost, weight, musts) }
            if isReached {
                services[node] = 0
                choose(node + 1, cost + site.servedCost, weight + site.weight, musts + must)
            }
            for (index, technology) in site.alternatives.enumerated() {
                services[node] = index + 1
                choose(node + 1, cost + technology.cost, weight + technology.weight, musts + must)
            }
            services[node] = -1
        }
        choose(0, cost, 0, 0)
    }
}
