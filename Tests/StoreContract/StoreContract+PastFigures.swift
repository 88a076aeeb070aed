import FoundationEssentials
import Reports
import Store
import Testing

extension ContractWorld {
    /// As of the end of a day, so many days after the world's first: what such a question comes to is kept.
    fileprivate func end(of days: Int, school: String? = nil, limit: Int? = nil) -> Query {
        var query = Query(asOf: day(days).startUTC.addingTimeInterval(86_399), school: school, limit: limit)
        query.asItWas = true
        return query
    }

    /// The same a second earlier: what it comes to is worked out each time.
    fileprivate func earlier(_ query: Query) -> Query {
        var query = query
        query.asOf -= 1
        return query
    }

    /// Two tablets of which one is on the books, and two weeks on which a computer of room 1 saw them; a delivery of three.
    /// What is kept of now is of the day after.
    fileprivate func withPast() async throws -> ContractAgent {
        try await withTablets()
        let tablet = try await withTablet()
        let agent = try await withAgent(room: "1")
        for day in 0..<12 where day % 7 < 5 {
            _ = try await store.ingest([ran(agent, day + 1, day: day, seeing: [tablet, device("two")])])
        }
        _ = try await store.importDeliveries([delivery(of: 3, on: 0)], dryRun: false)
        _ = try await store.coverage(query(13 * 86_400), scope: .everything)
        return agent
    }

    fileprivate func delivery(of count: Int, on days: Int) -> Delivery {
        Delivery(programme: "TAB", school: "A-1", day: day(days), category: .tablet, count: count, document: "\(days)")
    }

    fileprivate func tablets(on day: Int) async throws -> StockRow? {
        try await store.stock(end(of: day), scope: .everything).first { $0.category == .device(.tablet) }
    }

    fileprivate func used(_ query: Query, since days: Int) async throws -> ProgrammeRow? {
        var query = query
        query.since = day(days).startUTC
        return try await store.programmes(query, by: .programme, scope: .everything).first { $0.programme == "TAB" }
    }

    /// What every list that presence is in says at a moment.
    private func everything(_ query: Query) async throws -> String {
        var byRoom = query
        byRoom.filters.stock.byRoom = true
        let presence = try await store.presence(query, categories: [.tablet, .keyboard], scope: .everything)
        return [
            "\(try await store.stock(query, scope: .everything))",
            "\(try await store.stock(byRoom, scope: .everything))",
            "\(try await store.coverage(query, scope: .everything))",
            "\(try await store.assets(query, scope: .everything))",
            "\(presence.sorted { $0.key < $1.key }.map { ($0.key, $0.value.coverage, $0.value.range(of: .tablet)) })",
            "\(try await store.programmes(query, by: .programme, scope: .everything))",
        ].joined(separator: "\n")
    }

    /// Expects that what is kept of the day is what is worked out of it.
    fileprivate func expectSame(on day: Int, school: String? = nil, limit: Int? = nil) async throws {
        let query = end(of: day, school: school, limit: limit)
        let anew = try await everything(earlier(query))
        #expect(try await everything(query) == anew, "worked out")
        #expect(try await everything(query) == anew, "kept")
    }
}

extension StoreContract {
    static let pastFigures = [
        StoreContract("what is kept of a past day is what is worked out of it") { world in
            _ = try await world.withPast()
            for day in [0, 3, 11] { try await world.expectSame(on: day) }
            try await world.expectSame(on: 4, school: "A-1", limit: 1)
            try await world.expectSame(on: 7, limit: 1)
            let row = try #require(try await world.tablets(on: 3))
            #expect(row.low == 2 && row.day == world.day(3) as String)
        },
        StoreContract("what is kept of a past day follows reports, books, settings and agents") { world in
            let agent = try await world.withPast()
            #expect(try await world.tablets(on: 5)?.low == 2)
            #expect(try await world.store.refreshPastFigures(limit: 0) == 0)
            // A report of a later day tells nothing of it.
            _ = try await world.store.ingest([world.ran(agent, 20, day: 14, seeing: [world.device("three")])])
            #expect(try await world.store.refreshPastFigures(limit: 0) == 0)
            // One that was long on its way does.
            let late = world.device("late")
            _ = try await world.store.ingest([world.ran(agent, 21, day: 5, seeing: [late])])
            #expect(try await world.tablets(on: 5)?.low == 3)
            // A rule that has learnt better.
            var kit = world.device("two")
            kit.category = .roboticsKit
            _ = try await world.store.ingest([
                world.report(agent, 22, at: 15 * 86_400, scan: world.scan([kit]))
            ])
            #expect(try await world.tablets(on: 5)?.low == 2)
            let asset = Asset(
                school: "A-1", inventoryNumber: "2", category: .device(.tablet), room: "5", purchasedOn: "2025-01-01")
            _ = try await world.store.importAssets([asset, asset.numbered("3")], at: world.at(0), dryRun: false)
            #expect(try await world.tablets(on: 5)?.high == 3)
            var page = world.end(of: 5, limit: 1)
            page.offset = 1
            #expect(try await world.store.assets(page, scope: .everything).map(\.inventoryNumber) == ["2"])
            var settings = RegionSettings()
            settings.presenceDays = 1
            _ = try await world.store.changeSettings(
                SettingsChange(
                    place: .school("A-1"), settings: settings, basedOn: 0, by: "test", at: world.at(16 * 86_400)))
            try await world.expectSame(on: 5)
            _ = try await world.store.importDeliveries([world.delivery(of: 2, on: 1)], dryRun: false)
            try await world.expectSame(on: 5)
            try await world.store.revoke(agent.id, at: world.at(17 * 86_400))
            #expect(try await world.tablets(on: 5)?.low == 0)
        },
        StoreContract("what is kept of a past day follows places, areas, and what is erased") { world in
            let agent = try await world.withPast()
            var settings = RegionSettings()
            settings.timeZone = "Asia/Almaty"
            _ = try await world.store.changeSettings(
                SettingsChange(place: .area("Kostanay"), settings: settings, basedOn: 0, by: "test", at: world.at(0)))
            #expect(try await world.tablets(on: 5)?.day == world.day(5))
            #expect(try await world.used(world.end(of: 5), since: 1)?.deviceDays == 8)
            var school = ContractWorld.schools[0]
            school.area = ContractWorld.rudny
            _ = try await world.store.importSchools([school], dryRun: false)
            #expect(try await world.tablets(on: 5)?.day == world.day(6))
            let order = ErasureOrder(at: world.at(14 * 86_400), who: "aset", reason: "request 9")
            _ = try await world.store.erase(device: .id("two"), order)
            #expect(try await world.tablets(on: 5)?.low == 1)
            #expect(try await world.used(world.end(of: 5), since: 1)?.deviceDays == 4)
            // Enrolled at the wrong school, and set right: it never stood here.
            _ = try await world.store.placeComputer(ComputerPlacing(agent: agent.id, school: "B-1"))
            #expect(try await world.tablets(on: 5)?.low == 0)
            try await world.expectSame(on: 5)
        },
        StoreContract("what became of deliveries over a named period is kept, until more is known") { world in
            let agent = try await world.withPast()
            let now = world.query(13 * 86_400 + 7_200)
            for _ in 0..<2 {
                #expect(try await world.used(now, since: 0)?.deviceDays == 20)
                #expect(try await world.used(now, since: 7)?.deviceDays == 10)
                #expect(try await world.used(world.end(of: 8), since: 7)?.deviceDays == 4)
                let anew = try await world.used(world.earlier(world.end(of: 8)), since: 7)
                #expect(try await world.used(world.end(of: 8), since: 7) == anew)
            }
            let three = ["tab", "two", "three"].map { world.device($0) }
            _ = try await world.store.ingest([world.ran(agent, 40, day: 8, seeing: three)])
            #expect(try await world.used(now, since: 7)?.deviceDays == 11)
            #expect(try await world.used(world.end(of: 8), since: 7)?.deviceDays == 5)
            _ = try await world.store.importDeliveries([world.delivery(of: 1, on: 10)], dryRun: false)
            #expect(try await world.used(now, since: 7)?.delivered == 4)
            #expect(try await world.used(world.end(of: 8), since: 7)?.delivered == 3)
            #expect(try await world.used(world.end(of: 11), since: 7)?.delivered == 4)
        },
        StoreContract("of past days the last six that anybody asked for are kept") { world in
            _ = try await world.withPast()
            for day in -4..<10 { _ = try await world.tablets(on: day) }
            var settings = RegionSettings()
            settings.presenceDays = 3
            _ = try await world.store.changeSettings(
                SettingsChange(place: .area("Kazakhstan"), settings: settings, basedOn: 0, by: "test", at: world.at(0)))
            let kept = 6 * ContractWorld.schools.count
            #expect(try await world.store.refreshPastFigures(limit: 0) == kept)
            #expect(try await world.store.refreshPastFigures(limit: kept - 1) == 1)
            #expect(try await world.store.refreshPastFigures(limit: 5) == 0)
            try await world.expectSame(on: 9)
        },
        StoreContract("a past day of more schools than a question may work out is worked out by the hour") { world in
            _ = try await world.withPast()
            var query = world.end(of: 2)
            query.figuresAtOnce = 1
            await #expect(throws: StoreFailure.figuresMissing(schools: 2)) {
                try await world.store.coverage(query, scope: .everything)
            }
            #expect(try await world.store.refreshPastFigures(limit: 1) == 1)
            #expect(try await world.store.refreshPastFigures(limit: 5) == 0)
            #expect(try await world.store.coverage(query, scope: .everything).count == 3)
        },
        StoreContract("a computer that was silent on a past day was not live then, though heard since") { world in
            let agent = try await world.withPast()
            _ = try await world.store.ingest([world.ran(agent, 30, day: 60, seeing: [])])
            _ = try await world.store.coverage(world.query(61 * 86_400), scope: .everything)
            for (day, live) in [(11, 1), (40, 0), (60, 1)] {
                let rows = try await world.store.coverage(world.end(of: day, school: "A-1"), scope: .everything)
                #expect(rows.first?.coverage.live == live, "day \(day)")
            }
        },
    ]
}

extension Asset {
    fileprivate func numbered(_ number: String) -> Asset {
        var asset = self
        asset.inventoryNumber = number
        return asset
    }
}
