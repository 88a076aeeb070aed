import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    private static func day(_ world: ContractWorld, _ device: String, _ day: Int) -> DeviceDay {
        DeviceDay(
            device: device, day: "2025-09-0\(day)", first: world.time(Double(day - 1) * 86_400),
            last: world.time(Double(day - 1) * 86_400 + 3_600), minutes: 60, timesPlugged: 1)
    }

    /// Five days after the world's start, on a Saturday.
    private static let later: TimeInterval = 5 * 86_400 + 20_000

    static let programmes = [
        StoreContract("indicators of standard definitions rest on what the registry says") { world in
            var schools = ContractWorld.schools
            (schools[0].electricity, schools[0].grades) = (.grid, "1-11")
            (schools[1].electricity, schools[1].grades) = (.absent, "1-4")
            _ = try await world.store.importSchools(schools, dryRun: false)
            let lines = [
                LineContract(school: schools[0].id, line: "1", medium: .geoSatellite),
                LineContract(school: schools[0].id, line: "2", medium: .fiber),
                LineContract(school: schools[1].id, line: "1", medium: .cellular),
                LineContract(school: schools[2].id, line: "1", provider: "Somebody"),
            ]
            _ = try await world.store.importLines(lines, from: world.day(0), dryRun: false)
            let rows = Dictionary(
                grouping: try await world.store.standardIndicators(world.query(), by: .country, scope: .everything),
                by: \.indicator)
            for (indicator, value, unknown) in [
                ("SCHBSP.WELEC", 0.5, schools.count - 2), ("SCHBSP.1.WELEC", 0.5, 0), ("SCHBSP.3.WELEC", 1, 0),
                ("fiber", 0.5, schools.count - 2),
            ] {
                #expect(rows[indicator]?.first?.value == value, "\(indicator)")
                #expect(rows[indicator]?.first?.schoolsUnknown == unknown, "\(indicator)")
            }
        },
        StoreContract("delivered, seen, verified and used are told apart, by serials and by counts") { world in
            try await world.withTablets()
            _ = try await world.store.establishRegionSecrets(
                RegionSecrets([SerialHash.secretName: Data(repeating: 7, count: 32)]))
            let hash = SerialHash(key: Data(repeating: 7, count: 32))
            let (one, two) = (try await world.withAgent(), try await world.withAgent())
            // One tablet came hashed, as agents send it; the kit's serial came plain, and the list knows its hash.
            var (tablet, kit) = (world.device("tab"), world.device("kit", .roboticsKit))
            tablet.serial = hash("TABLET-1")
            kit.serial = "KIT-0001"
            let panel = world.device("panel", .interactivePanel)
            let days = [
                day(world, "tab", 1), day(world, "tab", 2), day(world, "kit", 2),
                // A Saturday is no day of school.
                day(world, "tab", 6),
            ]
            _ = try await world.store.ingest([
                world.report(one, 1, at: later - 60, scan: world.scan([tablet, kit, panel]), days: days),
                // The same tablet at another computer on the same day is one tablet and one day.
                world.report(two, 1, at: later - 60, scan: world.scan([tablet]), days: [day(world, "tab", 2)]),
            ])
            _ = try await world.store.importDeliveries(
                [
                    world.piece(hash("TABLET-1")), world.piece(hash("TABLET-2")),
                    Delivery(
                        programme: "TAB", school: "A-1", day: "2025-08-20", category: .roboticsKit,
                        serialHash: hash("KIT-0001")),
                    world.lot(3, .interactivePanel), world.lot(4, at: "A-2", .tablet),
                ], dryRun: false)
            let rows = try await world.store.programmes(world.query(later), by: .school, scope: .everything)
            let here = rows.filter { $0.school == "A-1" }
            #expect(here.map(\.category) == [.interactivePanel, .roboticsKit, .tablet])
            #expect(here.map(\.delivered) == [3, 1, 2] && here.map(\.seen) == [1, 1, 1])
            #expect(here.map(\.verified) == [1, 1, 1] && here.map(\.deviceDays) == [0, 1, 2])
            #expect(here.map(\.use) == [.partly, .measured, .partly])
            #expect(here.map(\.matchedBy) == [.counts, .serials, .serials])
            #expect(here.map(\.pupils) == [400, 400, 400] && here.last?.childrenPerDevice == 200)
            // No cable meets the tablets of the other school: nothing is said of their use.
            let there = rows.first { $0.school == "A-2" }
            #expect(there?.use == .notMeasured && there?.deviceDays == nil && there?.verified == 0)
            #expect(there?.childrenPerDevice == 15.5)
            let whole = try await world.store.programmes(world.query(later), by: .funder, scope: .everything)
            #expect(
                whole.map(\.delivered) == [3, 1, 6] && whole.map(\.funder) == Array(repeating: "Foundation", count: 3))
            #expect(whole.last?.matchedBy == .both && whole.last?.schools == 2 && whole.last?.pupils == 462)
            // Half a year on they have not been seen for longer than the last school days.
            let silent = try await world.store.programmes(
                world.query(200 * 86_400, school: "A-1"), by: .programme, scope: .everything)
            #expect(silent.map(\.verified) == [0, 0, 0] && silent.map(\.seen) == [1, 1, 1])
            #expect(silent.map(\.deviceDays) == [0, 0, 0])
        },
        StoreContract("programmes are filtered, and nothing beyond the scope is told") { world in
            try await world.withTablets()
            let other = Programme(id: "PAN", names: Names(en: "Panels"), funder: "State", schools: ["B-1"])
            _ = try await world.store.importProgrammes([other], dryRun: false)
            _ = try await world.store.importDeliveries([world.lot(2), world.lot(3, at: "A-2")], dryRun: false)
            func rows(
                _ scope: Scope = .everything, area: String? = nil, filters: QueryFilters = QueryFilters()
            ) async throws -> [ProgrammeRow] {
                var query = world.query(area: area)
                query.filters = filters
                return try await world.store.programmes(query, by: .programme, scope: scope)
            }
            #expect(try await rows().map(\.programme) == ["TAB", "PAN"])
            #expect(try await rows(filters: QueryFilters(funder: "State")).map(\.programme) == ["PAN"])
            #expect(try await rows(filters: QueryFilters(programme: "TAB")).map(\.delivered) == [5])
            #expect(try await rows(area: "Alga").map(\.delivered) == [2])
            #expect(try await rows(.school("A-2")).map(\.delivered) == [3])
            #expect(try await rows(.areas([])).isEmpty)
            await #expect(throws: StoreFailure.unknownProgramme("PAN")) {
                _ = try await rows(.school("A-2"), filters: QueryFilters(programme: "PAN"))
            }
            await #expect(throws: StoreFailure.unknownProgramme("NONE")) {
                _ = try await rows(filters: QueryFilters(programme: "NONE"))
            }
        },
        StoreContract("milestones tell how far a programme is and what each stage costs") { world in
            try await world.withTablets()
            func milestone(
                _ school: String, _ stage: MilestoneStage, _ cost: Double?, day: String = "2025-03-01"
            ) -> Milestone {
                Milestone(
                    programme: "TAB", school: school, stage: stage, day: day, cost: cost,
                    currency: cost == nil ? nil : "KZT")
            }
            let milestones = [
                milestone("A-1", .planned, 100), milestone("A-1", .contracted, 90), milestone("A-2", .planned, nil),
                // Not yet at the day asked for.
                milestone("A-2", .accepted, 5, day: "2026-01-01"),
            ]
            #expect(try await world.store.importMilestones(milestones, dryRun: false).added.count == 4)
            #expect(try await world.store.importMilestones(milestones, dryRun: false).unchanged.count == 4)
            let rows = try await world.store.milestones(world.query(), by: .funder, scope: .everything)
            #expect(rows.map(\.stage) == MilestoneStage.allCases)
            // Who has a contract has been funded, though nobody said so.
            #expect(rows.map(\.reached) == [2, 1, 1, 0, 0] && rows.map(\.share) == [1, 0.5, 0.5, 0, 0])
            #expect(rows.map(\.cost) == [100, nil, 90, nil, nil] && rows.map(\.withoutCost) == [1, 0, 0, 0, 0])
            #expect(rows[0].currency == "KZT" && rows[0].schools == 2)
        },
    ]
}
