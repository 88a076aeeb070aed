import FoundationEssentials
import Reports
import Store
import Testing

extension ContractWorld {
    static let tablets = Programme(
        id: "TAB", names: Names(kk: "Планшеттер", en: "Tablets"), funder: "Foundation", startsOn: "2025-01-01",
        schools: ["A-1", "A-2"])

    func lot(
        _ count: Int, at school: String = "A-1", _ category: Category = .tablet, day: String = "2025-08-20",
        programme: String = "TAB"
    ) -> Delivery {
        Delivery(programme: programme, school: school, day: day, category: category, count: count)
    }

    func piece(_ serial: String, at school: String = "A-1", day: String = "2025-08-20") -> Delivery {
        Delivery(programme: "TAB", school: school, day: day, category: .tablet, serialHash: serial)
    }

    func withTablets() async throws {
        try await withSchools()
        _ = try await store.importProgrammes([Self.tablets], dryRun: false)
    }
}

extension StoreContract {
    static let programmeImports = [
        StoreContract("programmes are imported idempotently, and a new school changes one") { world in
            try await world.withSchools()
            let dry = try await world.store.importProgrammes([ContractWorld.tablets], dryRun: true)
            #expect(dry == ImportOutcome(added: ["TAB"]))
            #expect(try await world.store.programmes(world.query(), by: .programme, scope: .everything).isEmpty)
            #expect(try await world.store.importProgrammes([ContractWorld.tablets], dryRun: false) == dry)
            let again = try await world.store.importProgrammes([ContractWorld.tablets], dryRun: false)
            #expect(again == ImportOutcome(unchanged: ["TAB"]))
            var wider = ContractWorld.tablets
            wider.schools = ["B-1"]
            for dryRun in [true, false] {
                let outcome = try await world.store.importProgrammes([wider], dryRun: dryRun)
                #expect(outcome == ImportOutcome(changed: ["TAB"]))
            }
            let row = try await world.store.programmes(world.query(), by: .programme, scope: .everything).first
            #expect(row?.schools == 3 && row?.funder == "Foundation" && row?.programmeName == "Tablets")
            #expect(row?.category == nil && row?.delivered == 0 && row?.use == nil)
        },
        StoreContract("a delivery list is imported idempotently: lots by what they are, pieces by their serials") {
            world in
            try await world.withTablets()
            let list = [world.lot(10), world.lot(5, .headset), world.piece("hash:a"), world.piece("hash:b")]
            let first = try await world.store.importDeliveries(list, dryRun: false)
            #expect(first.added.count == 4)
            #expect(try await world.store.importDeliveries(list, dryRun: false).unchanged.count == 4)
            // Carried to another school, it is the same piece; another count of the same lot is a correction.
            let changed = [
                world.lot(12), world.lot(5, .headset), world.piece("hash:a", at: "A-2"), world.piece("hash:b"),
            ]
            for dryRun in [true, false] {
                let outcome = try await world.store.importDeliveries(changed, dryRun: dryRun)
                #expect(outcome.changed.count == 2 && outcome.unchanged.count == 2 && outcome.added.isEmpty)
            }
            let rows = try await world.store.programmes(world.query(), by: .school, scope: .everything)
            #expect(
                rows.map { [$0.school ?? "", $0.category?.rawValue ?? "", "\($0.delivered)"] } == [
                    ["A-1", "headset", "5"], ["A-1", "tablet", "13"], ["A-2", "tablet", "1"],
                ])
        },
        StoreContract("an import that names what is not there, or one thing twice, changes nothing") { world in
            try await world.withTablets()
            let store = world.store
            await #expect(throws: StoreFailure.unknownSchool("X")) {
                _ = try await store.importDeliveries([world.lot(1), world.lot(1, at: "X")], dryRun: false)
            }
            await #expect(throws: StoreFailure.unknownProgramme("P")) {
                _ = try await store.importDeliveries([world.lot(1), world.lot(1, programme: "P")], dryRun: false)
            }
            await #expect(throws: StoreFailure.doubledRow("TAB A-1 2025-08-20 tablet")) {
                _ = try await store.importDeliveries([world.lot(1), world.lot(2)], dryRun: false)
            }
            await #expect(throws: StoreFailure.unknownSchool("X")) {
                var programme = ContractWorld.tablets
                programme.id = "NEW"
                programme.schools = ["X"]
                _ = try await store.importProgrammes([programme], dryRun: false)
            }
            let period = try #require(ReportingPeriod("2025-09"))
            await #expect(throws: StoreFailure.unknownIndicator("lessons")) {
                _ = try await store.importIndicators(
                    [], values: [IndicatorValue(indicator: "lessons", school: "A-1", period: period, value: 1)],
                    dryRun: false)
            }
            await #expect(throws: StoreFailure.unknownProgramme("P")) {
                _ = try await store.importMilestones(
                    [Milestone(programme: "P", school: "A-1", stage: .planned, day: "2025-01-01")], dryRun: false)
            }
            let rows = try await store.programmes(world.query(), by: .programme, scope: .everything)
            #expect(rows.map(\.delivered) == [0] && rows.map(\.programme) == ["TAB"])
        },
        StoreContract("an import notes itself, and one that changes nothing does not") { world in
            try await world.withTablets()
            let noting = world.store.noting(
                AuditEntry(at: world.at(0), who: "w", action: .deliveriesImported, object: "list.csv"))
            for _ in 1...2 { _ = try await noting.importDeliveries([world.lot(3)], dryRun: false) }
            let entries = try await world.store.audit(since: nil, limit: nil)
            #expect(entries.filter { $0.action == .deliveriesImported }.map(\.object) == ["list.csv"])
        },
        StoreContract("the hash of what was delivered is not forgotten") { world in
            try await world.withTablets()
            let agent = try await world.withAgent()
            var (known, stranger) = (world.device("k"), world.device("s"))
            known.serial = "hash:known"
            stranger.serial = "hash:stranger"
            _ = try await world.store.ingest([world.report(agent, 1, scan: world.scan([known, stranger]))])
            _ = try await world.store.importDeliveries([world.piece("hash:known")], dryRun: false)
            let late = Forgetting(now: world.at(40 * 86_400))
            #expect(try await world.store.forget(late).hashes == 1)
            let serials = try await world.store.devices(world.query(), scope: .everything).compactMap(\.serial)
            #expect(serials == ["hash:known"])
        },
    ]
}
