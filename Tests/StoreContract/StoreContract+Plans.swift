import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let plans = [
        StoreContract("keeps fiber nodes, and imports them idempotently") { world in
            let full = FiberNode(
                id: "n1", latitude: 50.5, longitude: 70.25, operatorName: "Telecom", medium: .microwave,
                status: .planned, equippedMbps: 1_000, potentialMbps: 10_000, connectionFee: 5e6, feeCurrency: "KZT")
            var bare = FiberNode(id: "n2", latitude: 1, longitude: 2)
            #expect(
                try await world.store.importFiberNodes([full, bare], dryRun: true)
                    == ImportOutcome(added: ["n1", "n2"]))
            #expect(try await world.store.fiberNodes().isEmpty)
            #expect(try await world.store.importFiberNodes([bare, full], dryRun: false).added == ["n2", "n1"])
            #expect(try await world.store.fiberNodes() == [full, bare])
            bare.status = .closed
            let again = try await world.store.importFiberNodes([full, bare], dryRun: false)
            #expect(again == ImportOutcome(changed: ["n2"], unchanged: ["n1"]))
            #expect(try await world.store.fiberNodes() == [full, bare])
            await #expect(throws: StoreFailure.doubledRow("node n1")) {
                _ = try await world.store.importFiberNodes([full, full], dryRun: false)
            }
        },
        StoreContract("keeps a plan as it was made, and the latest comes first") { world in
            var first = plan("one", world)
            first.plan.id = try await world.store.savePlan(first)
            var second = plan("two", world)
            second.plan.replans = first.plan.id
            second.plan.id = try await world.store.savePlan(second)
            #expect(try await world.store.plans(scope: .everything) == [second.plan, first.plan])
            #expect(try await world.store.plan(first.plan.id, scope: .everything) == first)
            await #expect(throws: StoreFailure.unknownPlan(99)) {
                _ = try await world.store.plan(99, scope: .everything)
            }
            await #expect(throws: StoreFailure.self) { _ = try await world.store.savePlan(plan("one", world)) }
            var orphan = plan("three", world)
            orphan.plan.replans = 99
            await #expect(throws: StoreFailure.unknownPlan(99)) { _ = try await world.store.savePlan(orphan) }
            #expect(try await world.store.plans(scope: .everything).count == 2)
        },
        StoreContract("a plan is approved once, and only then followed") { world in
            let id = try await world.store.savePlan(plan("one", world))
            await #expect(throws: StoreFailure.self) { _ = try await advance(id, .all, .tendered, world) }
            try await world.store.approvePlan(id, by: "head", at: world.at(60), programme: nil)
            let saved = try await world.store.plan(id, scope: .everything).plan
            #expect(saved.approvedBy == "head" && saved.approvedAt == world.at(60))
            await #expect(throws: StoreFailure.self) {
                try await world.store.approvePlan(id, by: "other", at: world.at(70), programme: nil)
            }
            #expect(try await world.store.plan(id, scope: .everything).plan == saved)
            await #expect(throws: StoreFailure.unknownPlan(99)) {
                try await world.store.approvePlan(99, by: "head", at: world.at(60), programme: nil)
            }
        },
        StoreContract("stages go forward by lot, by site and by all, and back never") { world in
            let id = try await world.store.savePlan(plan("one", world))
            try await world.store.approvePlan(id, by: "head", at: world.at(60), programme: nil)
            #expect(try await advance(id, .lot(1), .contracted, world) == 2)
            #expect(try await stages(id, world) == [.contracted, .planned, nil, .contracted, .planned])
            #expect(try await advance(id, .site("A-2"), .tendered, world) == 2)
            #expect(try await advance(id, .all, .tendered, world) == 0)
            #expect(try await stages(id, world) == [.contracted, .tendered, nil, .contracted, .tendered])
            await #expect(throws: StoreFailure.self) { _ = try await advance(id, .lot(7), .built, world) }
            await #expect(throws: StoreFailure.self) { _ = try await advance(id, .site("A-3"), .built, world) }
        },
        StoreContract("a site is accepted when it is built and its speed was measured") { world in
            let id = try await world.store.savePlan(plan("one", world))
            try await world.store.approvePlan(id, by: "head", at: world.at(60), programme: nil)
            await #expect(throws: StoreFailure.self) {
                _ = try await advance(id, .site("A-1"), .accepted, world, mbps: ["A-1": 90])
            }
            #expect(try await advance(id, .all, .built, world) == 4)
            await #expect(throws: StoreFailure.self) {
                _ = try await advance(id, .all, .accepted, world, mbps: ["A-1": 9])
            }
            #expect(try await stages(id, world) == [.built, .built, nil, .built, .built])
            #expect(try await advance(id, .site("A-1"), .accepted, world, mbps: ["A-1": 90]) == 2)
            #expect(try await stages(id, world) == [.accepted, .built, nil, .accepted, .built])
        },
    ]

    /// Two sites in two lots, one left out.
    private static func plan(_ name: String, _ world: ContractWorld) -> PlanContents {
        PlanContents(
            plan: SavedPlan(
                name: name, madeAt: world.at(0), madeBy: "planner", inputHash: "ab12", norm: "20+1/20",
                settingsVersion: 7, currency: "KZT", budget: 100.5, spent: 90.25, weight: 40, upperBound: 44),
            sites: [
                PlannedSite(
                    site: "A-1", name: "One", technology: "fiber", phase: 1, order: 1, cost: 3.5, weight: 30,
                    reason: "connected", lot: 1, stage: .planned),
                PlannedSite(
                    site: "A-2", technology: "fiber", phase: 2, order: 2, cost: 0, weight: 10, reason: "connected",
                    lot: 2, stage: .planned),
                PlannedSite(site: "A-3", weight: 5, reason: "budget"),
            ],
            segments: [
                PlannedSegment(order: 1, from: "N", to: "A-1", km: 7.25, cost: 50, phase: 1, lot: 1),
                PlannedSegment(order: 2, from: "A-1", to: "A-2", cost: 36.75, phase: 2, lot: 2),
            ])
    }

    private static func advance(
        _ id: Int, _ part: PlanProgress.Part, _ stage: PlanStage, _ world: ContractWorld, mbps: [String: Double] = [:]
    ) async throws -> Int {
        let day = try #require(CivilDate("2026-11-22"))
        return try await world.store.advancePlan(
            PlanProgress(
                plan: id, part: part, stage: stage, day: day, document: "act 1", measuredMbps: mbps,
                notedAt: world.at(100), notedBy: "clerk"))
    }

    /// Of the sites, then of the segments.
    private static func stages(_ id: Int, _ world: ContractWorld) async throws -> [PlanStage?] {
        let contents = try await world.store.plan(id, scope: .everything)
        return contents.sites.map(\.stage) + contents.segments.map(\.stage)
    }
}
