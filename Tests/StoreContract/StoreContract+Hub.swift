import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    private static let osh = AreaPath(country: "Kyrgyzstan", region: "Osh")

    static let hub = [
        StoreContract("what regions tell is read as if it had been worked out here, and adds up over countries") {
            world in
            let kz = try await world.region("KZ", ["Kazakhstan"])
            let kg = try await world.region("KG", ["Kyrgyzstan"])
            _ = try await world.forward(
                world.message(1, [world.told("K-1", ContractWorld.alga), world.told("K-2", ContractWorld.temir)]),
                from: kz)
            _ = try await world.forward(
                world.message(9, [world.told("G-1", osh, tablets: 5, trained: 2)]), from: kg)
            let (store, query) = (world.store, world.query())
            let schools = try await store.schools(query, scope: .everything)
            #expect(schools.map(\.school.id) == ["G-1", "K-1", "K-2"] && schools.map(\.computers) == [4, 4, 4])
            #expect(schools.map(\.computersLive) == [2, 2, 2] && schools.map(\.devices) == [9, 9, 9])
            #expect(schools.map(\.lastReport) == Array(repeating: world.at(60), count: 3))
            #expect(try await store.stock(query, scope: .everything).map(\.low) == [5, 3, 3])
            #expect(try await store.coverage(query, scope: .everything).map(\.coverage.live) == [2, 2, 2])
            for days in [60.0, 7] {
                let since = Query.start(ofDays: Int(days), before: query.asOf)
                let rows = try await store.programmes(world.query(since: since), by: .country, scope: .everything)
                #expect(rows.map(\.area) == ["Kazakhstan", "Kyrgyzstan"] && rows.map(\.delivered) == [6, 5])
            }
            let total = try await store.programmes(query, by: .programme, scope: .everything)
            #expect(total.map(\.delivered) == [11] && total.map(\.verified) == [11] && total.map(\.schools) == [3])
            let trained = try await store.indicators(query, by: .country, scope: .everything)
            #expect(trained.map(\.value) == [14, 2] && trained.map(\.target) == [20, 10])
            let all = try await store.indicators(query, by: .school, scope: .everything)
            #expect(all.compactMap(\.value).reduce(0, +) == 16 && all.map(\.schools) == [1, 1, 1])
            let costs = try await store.milestones(query, by: .country, scope: .everything).filter { $0.cost != nil }
            #expect(costs.map(\.cost) == [20, 10])
            // Days pass, settings change: nothing is worked out of reports that never came.
            let later = world.query(5 * 86_400)
            #expect(try await store.refreshFigures(later, scope: .everything, limit: 9) == 0)
            #expect(try await store.stock(later, scope: .everything).map(\.low) == [5, 3, 3])
        },
        StoreContract("a school's new word replaces the old one, and a message that was held is told so") { world in
            let region = try await world.region("KZ", ["Kazakhstan/Aktobe"])
            let first = world.message(5, [world.told("K-1", ContractWorld.alga)])
            #expect(try await world.forward(first, from: region).schools == 1)
            for number in [5, 4] {
                var again = first
                again.number = number
                await #expect(throws: ForwardFailure.stale(held: 5)) {
                    _ = try await world.forward(again, from: region)
                }
            }
            var told = world.told("K-1", ContractWorld.temir, tablets: 8, trained: 9)
            told.school.supportedBy = "K-2"
            (told.milestones, told.programmes) = ([], [])
            _ = try await world.forward(world.message(6, [told]), from: region)
            _ = try await world.forward(world.message(7, [world.told("K-2", ContractWorld.alga)]), from: region)
            let query = world.query()
            let school = try #require(try await world.store.schools(query, scope: .everything).first?.school)
            #expect(school.area == ContractWorld.temir && school.supportedBy == "K-2")
            #expect(try await world.store.stock(world.query(school: "K-1"), scope: .everything).map(\.low) == [8])
            let values = try await world.store.indicators(world.query(school: "K-1"), by: .school, scope: .everything)
            #expect(values.map(\.value) == [9])
            let costs = try await world.store.milestones(world.query(school: "K-1"), by: .school, scope: .everything)
            #expect(costs.allSatisfy { $0.cost == nil })
        },
        StoreContract("a region writes nothing outside its areas, nothing of another's, and nothing of the hub's own") {
            world in
            try await world.withSchools()
            let one = try await world.region("Aktobe", ["Kazakhstan/Aktobe"])
            let two = try await world.region("Temir", ["Kazakhstan/Aktobe/Temir"])
            let mixed = try await world.forward(
                world.message(1, [world.told("K-1", ContractWorld.alga), world.told("X", ContractWorld.rudny)]),
                from: one)
            #expect(mixed.schools == 1 && mixed.refused.map(\.error) == ["outside_areas"])
            #expect(mixed.refused.map(\.school) == ["X"] && mixed.refused[0].message.contains("Kostanay/Rudny"))
            #expect(try await world.store.schools(world.query(), scope: .everything).count == 4)
            // It would pull a school of elsewhere into its own area.
            let pulled = try await world.forward(world.message(2, [world.told("B-1", ContractWorld.alga)]), from: one)
            #expect(pulled.refused.map(\.error) == ["outside_areas"])
            let far = try await world.store.schools(world.query(school: "B-1"), scope: .everything)
            #expect(far.map(\.school.area) == [ContractWorld.rudny])
            _ = try await world.withAgent(school: "A-1")
            let own = try await world.forward(world.message(3, [world.told("A-1", ContractWorld.alga)]), from: one)
            #expect(own.schools == 0 && own.refused.map(\.error) == ["own_school"])
            _ = try await world.forward(world.message(1, [world.told("T", ContractWorld.temir)]), from: two)
            let taken = try await world.forward(world.message(4, [world.told("T", ContractWorld.temir)]), from: one)
            #expect(taken.refused.map(\.error) == ["school_of_another"])
            let thief = ContractRegion(token: one.token)
            await #expect(throws: ForwardFailure.tokenOfAnother) {
                _ = try await world.forward(world.message(9, []), from: thief)
            }
            #expect(try await world.store.forwardingRegion(token: one.token.id) == one.key.publicKey)
        },
        StoreContract("an indicator that means something else elsewhere is not added up, and a hub's own target stays")
        {
            world in
            let (kz, kg) = (try await world.region("KZ", ["Kazakhstan"]), try await world.region("KG", ["Kyrgyzstan"]))
            _ = try await world.forward(world.message(1, [world.told("K-1", ContractWorld.alga)]), from: kz)
            var other = world.message(1, [world.told("G-1", osh)])
            other.indicators[0].unit = "hours"
            other.programmes[0].names = Names(en: "Stolen")
            other.programmes[0].sensitive = true
            _ = try await world.forward(other, from: kg)
            let rows = try await world.store.indicators(world.query(), by: .country, scope: .everything)
            #expect(rows.map(\.area) == ["Kazakhstan"] && rows.map(\.unit) == ["teachers"])
            let programmes = try await world.store.programmes(world.query(), by: .programme, scope: .everything)
            #expect(programmes.map(\.programmeName) == ["Tablets"])
            #expect(try await world.store.sensitiveProgrammes() == ["TAB"])
            let period = try #require(ReportingPeriod("2026"))
            _ = try await world.store.importIndicators(
                [],
                values: [
                    IndicatorValue(indicator: "trained", programme: "TAB", school: "K-1", period: period, target: 50)
                ],
                dryRun: false)
            var told = world.told("K-1", ContractWorld.alga)
            told.values = [
                ForwardedValue(indicator: "trained", programme: "TAB", period: "2026", value: 5, target: nil)
            ]
            _ = try await world.forward(world.message(2, [told]), from: kz)
            let values = try await world.store.indicators(world.query(school: "K-1"), by: .school, scope: .everything)
            #expect(values.map(\.value) == [5] && values.map(\.target) == [50])
        },
        StoreContract("one computer in two regions is two at a hub, and each of its envelopes counts once in each") {
            world in
            let agent = ContractAgent()
            let (kz, kg) = (try await world.region("KZ", ["Kazakhstan"]), try await world.region("KG", ["Kyrgyzstan"]))
            let report = try world.report(agent, 1, scan: world.scan([world.device("d")]))
            for (region, school) in [
                (kz, world.told("K-1", ContractWorld.alga, kind: .envelopes)),
                (kg, world.told("G-1", osh, kind: .envelopes)),
            ] {
                let stands = ForwardedAgent(publicKey: agent.key.publicKey, school: school.school.id, room: "7")
                for number in 1...2 {
                    let answer = try await world.forward(
                        world.message(number, [school], agents: [stands]), from: region, reports: [report])
                    #expect(answer.stored == (number == 1 ? 1 : 0) && answer.duplicates == (number == 1 ? 0 : 1))
                }
            }
            let rows = try await world.store.computers(world.query(), scope: .everything)
            #expect(rows.map(\.school) == ["G-1", "K-1"] && rows.map(\.room) == ["7", "7"])
            #expect(Set(rows.compactMap(\.agent)).count == 2 && rows.allSatisfy { $0.agent != agent.id })
            // Nobody can speak to the hub as it, and it is nobody to the hub.
            #expect(try await world.store.registeredAgents([agent.id]).isEmpty)
            let stranger = ForwardedAgent(publicKey: agent.key.publicKey, school: "K-1", room: nil)
            let answer = try await world.forward(
                world.message(3, [], agents: [stranger]), from: kg, reports: [world.report(agent, 2)])
            #expect(answer.stored == 0 && answer.refused.map(\.error) == ["unknown_school"])
            #expect(try await world.store.computers(world.query(school: "K-1"), scope: .everything).count == 1)
        },
        StoreContract("a hub tells how fresh each region is, to those who see it") { world in
            let kz = try await world.region("KZ", ["Kazakhstan"])
            _ = try await world.region("KG", ["Kyrgyzstan"])
            var message = world.message(1, [world.told("K-1", ContractWorld.alga)])
            (message.waiting, message.lost, message.newestReport) = (3, 1, world.at(90))
            _ = try await world.forward(message, from: kz)
            let rows = try await world.store.hubRegions(world.query(700), scope: .everything)
            #expect(rows.map(\.name) == ["KG", "KZ"] && rows.map(\.state) == [.never, .current])
            let row = try #require(rows.last)
            #expect(row.region == kz.id.text && row.behindSeconds == 600 && row.completeAt == world.at(100))
            #expect(row.rollupSchools == 1 && row.computers == 5 && row.computersLive == 2)
            #expect(row.envelopesWaiting == 3 && row.envelopesLost == 1 && row.newestReport == world.at(90))
            let late = try await world.store.hubRegions(world.query(80_000), scope: .areas([ContractWorld.alga]))
            #expect(late.map(\.name) == ["KZ"] && late.map(\.state) == [.behind])
            #expect(try await world.store.hubRegions(world.query(), scope: .school("K-1")).isEmpty)
            #expect(try await world.store.hubRegions(world.query(90_000), scope: .everything).map(\.state) == [.closed])
        },
    ]
}
