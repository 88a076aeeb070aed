import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let purchases = [
        StoreContract("a network is there where a computer tested its line over one, and elsewhere nobody knows") {
            world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            var wired = world.test("wired", at: 100, down: 9, up: 1)
            wired.link = LineLink(medium: .wired)
            var old = world.test("old", at: 90, down: 9, up: 1)
            old.link = LineLink(medium: .unknown)
            // Of a test that nobody can place behind the school's router the network is not kept.
            let tests = try await world.leased([wired, old], by: agent)
            _ = try await world.store.ingest([world.report(agent, 1, at: 200, tests: tests)])
            #expect(
                try await world.store.networks(world.query(), scope: .everything) == ["A-1": [.localNetwork]])
            #expect(try await world.store.networks(world.query(), scope: .school("B-1")).isEmpty)
            let later = world.query(61 * 86_400)
            #expect(try await world.store.networks(later, scope: .everything).isEmpty)
            let room = EquipmentNorm.Room(
                kind: "digital", names: Names(en: "D"),
                items: [EquipmentKind.localNetwork, .wifi].map {
                    EquipmentNorm.Item(category: $0, basis: .perSchool, count: 2)
                })
            let norm = EquipmentNorm(
                id: "n", version: "1", country: "K", source: "s", date: "2025-01-01", names: Names(en: "N"),
                applies: EquipmentNorm.Applies(types: [.support]), sets: ["all": [room]])
            let stock = try await world.store.stock(world.query(), for: norm, scope: .everything)
            let unknown = StockRange(low: 0, high: StockRange.nobodyKnows)
            #expect(stock["A-1"]?[.localNetwork] == StockRange(low: 1, high: StockRange.nobodyKnows))
            #expect(stock["A-1"]?[.wifi] == unknown && stock["B-1"]?[.localNetwork] == unknown)
        },
        StoreContract("keeps a plan of purchases as it was made") { world in
            try await world.withSchools()
            var made = purchases("one", world)
            made.plan.id = try await world.store.savePlan(made)
            #expect(try await world.store.plan(made.plan.id, scope: .everything) == made)
            #expect(try await world.store.plans(scope: .everything) == [made.plan])
            var elsewhere = purchases("two", world)
            elsewhere.purchases[0].school = "Z-9"
            await #expect(throws: StoreFailure.unknownSchool("Z-9")) {
                _ = try await world.store.savePlan(elsewhere)
            }
            #expect(try await world.store.plans(scope: .everything).count == 1)
        },
        StoreContract("a plan is seen by whoever sees all of its schools, and by nobody of one outside") { world in
            try await world.withSchools()
            let id = try await world.store.savePlan(purchases("one", world))
            let aktobe = AreaPath(country: "Kazakhstan", region: "Aktobe")
            for (scope, isSeen) in [
                (Scope.everything, true), (.areas([aktobe]), true), (.areas([ContractWorld.alga]), false),
                (.areas([]), false), (.school("A-1"), false),
            ] {
                #expect(try await world.store.plans(scope: scope).count == (isSeen ? 1 : 0), "\(scope)")
                let found = try? await world.store.plan(id, scope: scope)
                #expect((found != nil) == isSeen, "\(scope)")
            }
        },
        StoreContract("approved purchases are what their programme expects, until its lists name them") { world in
            try await world.withSchools()
            let id = try await world.store.savePlan(purchases("one", world))
            let approve = { (programme: String?) in
                try await world.store.approvePlan(id, by: "head", at: world.at(60), programme: programme)
            }
            await #expect(throws: StoreFailure.unknownProgramme("TAB")) { try await approve("TAB") }
            _ = try await world.store.importProgrammes(
                [Programme(id: "TAB", names: Names(en: "Tablets"))], dryRun: false)
            #expect(try await world.store.expectedDeliveries(world.query(), scope: .everything).isEmpty)
            try await approve("TAB")
            let plan = try await world.store.plan(id, scope: .everything).plan
            #expect(plan.programme == "TAB" && plan.approvedBy == "head")
            var rows = try await world.store.expectedDeliveries(world.query(), scope: .everything)
            #expect(rows.map(\.expected) == [5, 3, 1] && rows.map(\.delivered) == [0, 0, nil])
            #expect(rows.map(\.school) == ["A-1", "A-1", "A-2"] && rows.map(\.lot) == [1, 2, 3])
            // What came before the approval is of something else; what came since fills one lot after the other.
            let came = [("2025-08-31", 9), ("2025-09-01", 6)].map { day, count in
                Delivery(programme: "TAB", school: "A-1", day: day, category: .tablet, count: count)
            }
            _ = try await world.store.importDeliveries(came, dryRun: false)
            rows = try await world.store.expectedDeliveries(world.query(), scope: .everything)
            #expect(rows.map(\.delivered) == [5, 1, nil])
            let members = try await world.store.programmes(world.query(), by: .programme, scope: .everything)
            #expect(members.first?.coverage == nil && members.contains { $0.schools == 1 })
            let temir = try await world.store.expectedDeliveries(
                world.query(), scope: .areas([ContractWorld.temir]))
            #expect(temir.map(\.category) == [.localNetwork])
            #expect(try await world.store.expectedDeliveries(world.query(30), scope: .everything).isEmpty)
        },
        StoreContract("a programme expects purchases, and no cable") { world in
            try await world.withSchools()
            _ = try await world.store.importProgrammes(
                [Programme(id: "TAB", names: Names(en: "Tablets"))], dryRun: false)
            var fiber = purchases("one", world)
            fiber.plan.kind = .fiber
            let id = try await world.store.savePlan(fiber)
            await #expect(throws: StoreFailure.self) {
                try await world.store.approvePlan(id, by: "head", at: world.at(60), programme: "TAB")
            }
            #expect(try await world.store.plan(id, scope: .everything).plan.approvedAt == nil)
        },
        StoreContract("purchases are accepted when they are there and seen, or on a document where nobody sees") {
            world in
            try await world.withSchools()
            let id = try await world.store.savePlan(purchases("one", world))
            try await world.store.approvePlan(id, by: "head", at: world.at(60), programme: nil)
            let stages = { try await world.store.plan(id, scope: .everything).purchases.map(\.stage) }
            #expect(try await advance(id, .lot(1), .contracted, world) == 1)
            #expect(try await stages() == [.contracted, .planned, .planned])
            await #expect(throws: StoreFailure.self) {
                _ = try await advance(id, .lot(1), .accepted, world, pieces: [1: 5])
            }
            #expect(try await advance(id, .all, .built, world) == 3)
            await #expect(throws: StoreFailure.self) { _ = try await advance(id, .site("A-1"), .accepted, world) }
            #expect(try await advance(id, .site("A-1"), .accepted, world, pieces: [1: 8, 2: 8]) == 2)
            await #expect(throws: StoreFailure.self) {
                _ = try await advance(id, .all, .accepted, world, document: nil)
            }
            #expect(try await stages() == [.accepted, .accepted, .built])
            #expect(try await advance(id, .all, .accepted, world) == 1)
            await #expect(throws: StoreFailure.self) { _ = try await advance(id, .site("B-1"), .built, world) }
        },
    ]

    /// Tablets in two lots for one school, a network for another, and two keyboards that change schools.
    static func purchases(_ name: String, _ world: ContractWorld) -> PlanContents {
        let tablets = EquipmentKind.stock(.device(.tablet))
        return PlanContents(
            plan: SavedPlan(
                name: name, kind: .equip, madeAt: world.at(0), madeBy: "planner", inputHash: "cd34", norm: "rooms@1",
                settingsVersion: 7, currency: "KZT", budget: 1_000, spent: 900, weight: 462, upperBound: 470),
            sites: [
                PlannedSite(site: "A-1", name: "Support school", cost: 800, weight: 400, reason: "bought"),
                PlannedSite(site: "A-2", cost: 100, weight: 62, reason: "budget"),
            ],
            purchases: [
                PlannedPurchase(
                    order: 1, lot: 1, district: "Kazakhstan/Aktobe/Alga", school: "A-1", category: tablets,
                    spec: "10 inches", count: 5, unitPrice: 100, cost: 500, runningAYear: 10, year: 2026,
                    verifiedBefore: 0),
                PlannedPurchase(
                    order: 2, lot: 2, district: "Kazakhstan/Aktobe/Alga", school: "A-1", category: tablets, count: 3,
                    unitPrice: 100, cost: 300, verifiedBefore: 0),
                PlannedPurchase(
                    order: 3, lot: 3, district: "Kazakhstan/Aktobe/Temir", school: "A-2", category: .localNetwork,
                    count: 1, unitPrice: 100, cost: 100),
            ],
            transfers: [
                PlannedTransfer(from: "A-1", to: "A-2", category: .stock(.device(.keyboard)), count: 2, km: 12.5)
            ])
    }

    private static func advance(
        _ id: Int, _ part: PlanProgress.Part, _ stage: PlanStage, _ world: ContractWorld, pieces: [Int: Int] = [:],
        document: String? = "act 1"
    ) async throws -> Int {
        let day = try #require(CivilDate("2026-11-22"))
        return try await world.store.advancePlan(
            PlanProgress(
                plan: id, part: part, stage: stage, day: day, document: document, verifiedPieces: pieces,
                notedAt: world.at(100), notedBy: "clerk"))
    }
}
