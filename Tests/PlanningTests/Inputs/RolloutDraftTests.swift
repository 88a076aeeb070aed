import Planning
import Testing

@Suite("A plan's places and costs as a problem")
struct RolloutDraftTests {
    @Test(
        "Yearly costs enter as an annuity, and value added tax on top",
        arguments: [
            (CostBasis(), 100.0), (CostBasis(years: 5), 150), (CostBasis(years: 2, discount: 0.25), 114.4),
            (CostBasis(years: 5, vat: 0.12), 168),
        ] as [(CostBasis, Double)])
    func basis(_ basis: CostBasis, charged: Double) {
        #expect(abs(basis.cost(100, yearly: 10) - charged) < 1e-9)
    }

    @Test("Who is connected, connected by others, without power or excluded is not planned for")
    func settled() {
        let sites = [
            PlanSite(id: "source", isSource: true), PlanSite(id: "node", isSource: true, isNode: true),
            PlanSite(id: "others", committedBy: "Other", committedYear: 2027),
            PlanSite(id: "dark", hasPower: false), PlanSite(id: "out", excluded: ["fiber", "satellite"]),
            PlanSite(id: "lan", otherRemedy: "fix_lan"), PlanSite(id: "plain", weight: 7),
        ]
        let costs = RolloutCosts(served: 3, offers: ["satellite": TechnologyOffer(capital: 5, worth: 0.5)])
        let draft = RolloutDraft(sites: sites, costs: costs, phases: [10], firstYear: 2026)
        #expect(
            draft.settled == [
                0: "already_connected", 2: "committed_by_others", 3: "no_power", 4: "excluded", 5: "fix_lan",
            ])
        #expect(draft.problem.nodes.map(\.isSource) == [true, true, false, false, false, false, false])
        #expect(draft.problem.nodes.map(\.weight) == [0, 0, 0, 0, 1, 0, 7])
        #expect(draft.problem.nodes[6].alternatives == [SiteTechnology(name: "satellite", cost: 5, weight: 3.5)])
        let later = RolloutDraft(sites: sites, costs: costs, phases: [10], firstYear: 2027)
        #expect(later.problem.nodes[2].isSource && later.settled[2] == "committed_by_others")
    }

    @Test("Electricity that can be bought is part of every technology's cost")
    func power() {
        let draft = RolloutDraft(
            sites: [PlanSite(id: "dark", hasPower: false)],
            costs: RolloutCosts(served: 3, power: 20, offers: ["satellite": TechnologyOffer(capital: 5)]), phases: [1])
        #expect(draft.problem.nodes[0].servedCost == 23 && draft.problem.nodes[0].alternatives[0].cost == 25)
    }

    @Test("Fiber in the settlement leaves the last mile")
    func settlement() {
        let draft = RolloutDraft(
            sites: [
                PlanSite(id: "a", settlementFiber: true), PlanSite(id: "settlement:a"),
                PlanSite(id: "b", settlementFiber: true, costs: SiteCosts(lastMile: 9)),
            ], costs: RolloutCosts(lastMile: 4), phases: [1])
        #expect(draft.problem.nodes.map(\.id) == ["a", "settlement:a", "b", "settlement:a'", "settlement:b"])
        #expect(draft.problem.links.map(\.cost) == [4, 9])
        #expect(draft.problem.links.map(\.b) == [3, 4])
    }

    @Test("Roads bring their junctions, and say who is far from them")
    func roads() {
        let a = SpherePoint(latitude: 50, longitude: 70)
        let b = SpherePoint(latitude: 50, longitude: 70.1)
        var draft = RolloutDraft(
            sites: [
                PlanSite(id: "a", point: a), PlanSite(id: "b", point: b), PlanSite(id: "nowhere"),
                PlanSite(id: "far", point: SpherePoint(latitude: 51, longitude: 70)),
            ], costs: RolloutCosts(basis: CostBasis(vat: 1)), phases: [1])
        let far = draft.add(
            roads: [RoadLine([a, b])], laying: LayingCost(perKm: 10), longestKm: nil, snapKm: 1,
            costs: RolloutCosts(basis: CostBasis(vat: 1)))
        #expect(far == ["far"])
        #expect(draft.problem.nodes.count == 6 && draft.points.count == 6)
        #expect(abs(draft.problem.links.reduce(0) { $0 + $1.cost } - 2 * 10 * 7.1475) < 0.01)
        #expect(draft.paths.count == draft.problem.links.count)
    }
}

@Suite("Replanning")
struct ReplanningTests {
    @Test("What is contracted is committed, what is built costs nothing, and unknown ends are named")
    func keep() {
        var draft = RolloutDraft(
            sites: [PlanSite(id: "s", isSource: true), PlanSite(id: "a"), PlanSite(id: "b"), PlanSite(id: "c")],
            costs: RolloutCosts(served: 2), phases: [100])
        draft.add(
            [PlanLink(from: 0, to: 1, cost: 9), PlanLink(from: 1, to: 0, cost: 5), PlanLink(from: 1, to: 2, cost: 7)],
            costs: RolloutCosts())
        let segments = [
            KeptSegment(from: "s", to: "a", cost: 6, isPaid: true),
            KeptSegment(from: "a", to: "c", cost: 8, isPaid: false),
        ]
        var other = draft
        #expect(other.keep([KeptSegment(from: "s", to: "x", cost: 1, isPaid: false)], sites: []) == ["x"])
        #expect(
            draft.keep(segments, sites: [KeptSite(id: "a", isPaid: true), KeptSite(id: "c", isPaid: false)]).isEmpty)
        #expect(draft.problem.links.map(\.cost) == [9, 0, 7, 8])
        #expect(draft.problem.links.map(\.committedPhase) == [nil, 0, nil, 0])
        #expect(draft.problem.nodes.map(\.mustConnect) == [false, true, false, true])
        #expect(draft.problem.nodes.map(\.servedCost) == [0, 0, 2, 2])
        #expect(draft.paths.count == 4)
    }
}
