import Planning
import Testing

/// Small random problems with every feature of the model, the same for a seed.
struct RandomRollout: Sendable, CustomTestStringConvertible {
    enum Feature: String, CaseIterable, Sendable {
        case plain, hops, sources, fees, fixedCosts, alternatives, junctions, phases, commitments, musts, everything
    }

    var feature: Feature
    var seed: UInt64

    var testDescription: String { "\(feature) \(seed)" }

    func has(_ feature: Feature) -> Bool { self.feature == feature || self.feature == .everything }

    static func all(seeds: Range<UInt64>) -> [RandomRollout] {
        Feature.allCases.flatMap { feature in seeds.map { RandomRollout(feature: feature, seed: $0) } }
    }

    func problem(nodes count: Int = 7, links linkCount: Int = 11) -> RolloutProblem {
        var random = TestGenerator(state: seed &* 977 &+ UInt64(Feature.allCases.firstIndex(of: feature) ?? 0))
        var nodes = (0..<count).map { index in
            RolloutNode(
                id: "n\(index)", weight: Double(random.below(9)), isSource: index == 0, mustConnect: false)
        }
        for index in 1..<count {
            if has(.sources), random.below(4) == 0 { nodes[index].isSource = true }
            if nodes[index].isSource {
                if has(.fees), random.below(2) == 0 { nodes[index].sourceCost = Double(random.below(4)) }
                continue
            }
            if has(.junctions), random.below(3) == 0 {
                nodes[index].kind = .junction
                nodes[index].weight = 0
                continue
            }
            if has(.fixedCosts), random.below(2) == 0 { nodes[index].servedCost = Double(random.below(5)) }
            if has(.alternatives), random.below(2) == 0 {
                nodes[index].fiberExcluded = random.below(4) == 0
                for name in ["satellite", "cellular"].prefix(1 + random.below(2)) {
                    nodes[index].alternatives.append(
                        SiteTechnology(
                            name: name, cost: Double(random.below(8)), weight: Double(random.below(9))))
                }
            }
            if has(.musts), random.below(4) == 0 { nodes[index].mustConnect = true }
        }
        if has(.fees), random.below(2) == 0 { nodes[0].sourceCost = 3 }
        var links: [RolloutLink] = []
        for number in 0..<linkCount {
            let a = number + 1 < count ? number + 1 : random.below(count)
            var b = number + 1 < count ? random.below(number + 1) : random.below(count)
            if a == b { b = (a + 1) % count }
            links.append(RolloutLink(a: a, b: b, cost: Double(random.below(7))))
        }
        let phaseCount = has(.phases) ? 1 + random.below(3) : 1
        if has(.commitments) {
            for index in links.indices where random.below(5) == 0 {
                links[index].committedPhase = random.below(phaseCount)
                if random.below(2) == 0 { links[index].cost = 0 }
            }
        }
        let committed = links.reduce(0) { $0 + ($1.committedPhase == nil ? 0 : $1.cost) }
        var phases = (0..<phaseCount).map { _ in Double(random.below(14)) }
        phases[0] += committed
        return RolloutProblem(
            nodes: nodes, links: links, phases: phases, maxHops: has(.hops) ? 1 + random.below(3) : nil)
    }
}

/// A generator of the tests' own, so that a fault of the solver's cannot hide in its problems.
struct TestGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let word = (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
        return word ^ (word >> 32)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() >> 33) % bound }
}
