import Planning
import Testing

@Suite("Lots of a plan")
struct RolloutLotsTests {
    /// Source 0, a trunk 0-1-2-3, and branches 2-4 and 2-5; each stretch costs its length times ten.
    private static func world(phaseOf phases: [Int] = [0, 0, 0, 0, 0]) -> (RolloutPlan, RolloutProblem) {
        let ends = [(0, 1, 4.0), (1, 2, 3), (2, 3, 6), (2, 4, 2), (2, 5, 1)]
        let problem = RolloutProblem(
            nodes: (0..<6).map {
                RolloutNode(id: "n\($0)", weight: 1, isSource: $0 == 0, servedCost: $0 == 0 ? 0 : 7, sourceCost: 5)
            }, links: ends.map { RolloutLink(a: $0.0, b: $0.1, cost: $0.2 * 10, lengthKm: $0.2) },
            phases: [500, 500])
        var sites = [RolloutSite](repeating: RolloutSite(), count: 6)
        let segments = ends.enumerated().map { index, end in
            sites[end.1] = RolloutSite(
                technology: .fiber, phase: phases[index], order: index + 1, parent: end.0, link: index, source: 0,
                hops: 1, weight: 1)
            return RolloutSegment(
                link: index, from: end.0, to: end.1, phase: phases[index], order: index + 1, cost: end.2 * 10,
                lengthKm: end.2)
        }
        let plan = RolloutPlan(sites: sites, segments: segments, phases: [], value: 5, upperBound: 5, unmetMusts: [])
        return (plan, problem)
    }

    @Test(
        "Every segment and site is in one lot, lots hang together, keep their limits, and add up",
        arguments: [LotLimits(), LotLimits(km: 7), LotLimits(km: 3), LotLimits(sites: 2), LotLimits(km: 1, sites: 1)],
        [[0, 0, 0, 0, 0], [0, 0, 1, 1, 0]])
    func whole(limits: LotLimits, phases: [Int]) {
        let (plan, problem) = Self.world(phaseOf: phases)
        let lots = RolloutLots.cut(plan, of: problem, limits: limits)
        #expect(lots.flatMap(\.segments).sorted() == Array(plan.segments.indices))
        #expect(lots.flatMap(\.sites).sorted() == [1, 2, 3, 4, 5])
        #expect(lots.map(\.number) == Array(1...lots.count))
        #expect(lots.reduce(0) { $0 + $1.cost } == 160 + 35 + 5)
        for lot in lots {
            #expect(lot.sites.count <= limits.sites ?? .max)
            #expect(lot.lengthKm <= limits.km ?? .infinity || lot.segments.count == 1)
            #expect(lot.segments.allSatisfy { plan.segments[$0].phase == lot.phase })
            #expect(Self.hangsTogether(lot, plan))
        }
    }

    @Test("Without limits one tree of one phase is one lot")
    func one() {
        let (plan, problem) = Self.world()
        #expect(RolloutLots.cut(plan, of: problem, limits: LotLimits()).map(\.lengthKm) == [16])
    }

    @Test("What is contracted already is in no lot")
    func contracted() {
        var (plan, problem) = Self.world()
        problem.links[0].committedPhase = 0
        plan.sites[1].technology = nil
        let lots = RolloutLots.cut(plan, of: problem, limits: LotLimits())
        #expect(lots.flatMap(\.segments).sorted() == [1, 2, 3, 4])
    }

    private static func hangsTogether(_ lot: RolloutLot, _ plan: RolloutPlan) -> Bool {
        guard let first = lot.segments.first.map({ plan.segments[$0] }) else { return lot.sites.count == 1 }
        var reached: Set = [first.from, first.to]
        for _ in lot.segments {
            for segment in lot.segments.map({ plan.segments[$0] })
            where reached.contains(segment.from) || reached.contains(segment.to) {
                reached.formUnion([segment.from, segment.to])
            }
        }
        return lot.segments.allSatisfy { reached.contains(plan.segments[$0].to) }
            && lot.sites.allSatisfy(reached.contains)
    }
}
