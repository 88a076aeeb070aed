import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    /// A day of `tab` at one computer, in minutes after the world's start.
    private static func day(
        _ world: ContractWorld, _ first: Double, _ last: Double, minutes: Int, _ name: String = "2025-09-01"
    ) -> DeviceDay {
        DeviceDay(
            device: "tab", day: name, first: world.time(first * 60), last: world.time(last * 60), minutes: minutes,
            timesPlugged: 1)
    }

    static let devices = [
        StoreContract("a tablet moved between two PCs of a school counts once") { world in
            try await world.withSchools()
            let one = try await world.withAgent(room: "101", label: "PC-1")
            let two = try await world.withAgent(room: "102", label: "PC-2")
            let scan = world.scan([world.device("tab")])
            // The first PC was switched off with the tablet in it, so its last scan holds it for ever.
            _ = try await world.store.ingest([
                world.report(one, 1, at: 3_600, scan: scan, days: [day(world, 0, 60, minutes: 60)]),
                world.report(
                    two, 1, at: 90_000, scan: scan,
                    days: [
                        day(world, 90, 120, minutes: 30),
                        day(world, 1_440, 1_500, minutes: 60, "2025-09-02"),
                    ]),
            ])
            let rows = try await world.store.devices(world.query(100_000, school: "A-1"), scope: .everything)
            let row = try #require(rows.first)
            #expect(rows.count == 1)
            #expect(row.agent == two.id && row.room == "102" && row.label == "PC-2")
            #expect(row.computers == 2 && !row.serialDoubtful && row.attached)
            #expect(row.firstSeen == world.at(0) && row.lastSeen == world.at(90_000))
            #expect(row.daysSeen == 2 && row.minutes == 150)
            var query = world.query(100_000, school: "A-1")
            query.byComputer = true
            let byComputer = try await world.store.devices(query, scope: .everything)
            #expect(Set(byComputer.map(\.agent)) == [one.id, two.id])
            #expect(byComputer.map(\.computers) == [1, 1])
        },
        StoreContract("a tablet carried to and fro on one day is one tablet") { world in
            try await world.withSchools()
            let (one, two) = (try await world.withAgent(), try await world.withAgent())
            let scan = world.scan([world.device("tab")])
            _ = try await world.store.ingest([
                world.report(one, 1, at: 14_400, scan: scan, days: [day(world, 0, 240, minutes: 120)]),
                world.report(two, 1, at: 9_000, scan: scan, days: [day(world, 60, 150, minutes: 90)]),
            ])
            let rows = try await world.store.devices(world.query(20_000), scope: .everything)
            #expect(rows.map(\.computers) == [2] && rows.map(\.serialDoubtful) == [false])
        },
        StoreContract("two PCs that hold one serial at once have two devices, and the serial is doubtful") { world in
            try await world.withSchools()
            let agents = [
                try await world.withAgent(room: "1"), try await world.withAgent(room: "2"),
                try await world.withAgent(room: "3"),
            ]
            let scan = world.scan([world.device("tab")])
            _ = try await world.store.ingest([
                world.report(agents[0], 1, at: 14_400, scan: scan, days: [day(world, 0, 240, minutes: 235)]),
                world.report(agents[1], 1, at: 14_500, scan: scan, days: [day(world, 30, 240, minutes: 205)]),
                // Where it was the week before.
                world.report(agents[2], 1, at: 60, scan: scan, days: [day(world, 0, 1, minutes: 1, "2025-08-25")]),
                world.report(agents[2], 2, at: 120, scan: world.scan()),
            ])
            let rows = try await world.store.devices(world.query(20_000), scope: .everything)
            #expect(Set(rows.map(\.agent)) == [agents[0].id, agents[1].id])
            #expect(rows.map(\.serialDoubtful) == [true, true])
            #expect(rows.map(\.computers).sorted() == [1, 2])
            // Months later neither PC is heard any more: what they hold now nobody knows.
            let later = try await world.store.devices(world.query(90 * 86_400), scope: .everything)
            #expect(later.count == 1)
            // One was unplugged: the other goes on.
            _ = try await world.store.ingest([world.report(agents[1], 2, at: 15_000, scan: world.scan())])
            let after = try await world.store.devices(world.query(20_000), scope: .everything)
            #expect(after.map(\.serialDoubtful) == [false] && after.map(\.attached) == [true])
        },
        StoreContract("one device in two schools counts in each, and a limit counts devices") { world in
            try await world.withSchools()
            let (near, far) = (try await world.withAgent(), try await world.withAgent(school: "B-1"))
            let second = try await world.withAgent()
            for agent in [near, far, second] {
                _ = try await world.store.ingest([world.report(agent, 1, scan: world.scan([world.device("tab")]))])
            }
            let rows = try await world.store.devices(world.query(), scope: .everything)
            #expect(rows.map(\.school) == ["A-1", "B-1"] && rows.map(\.computers) == [2, 1])
            let first = try await world.store.devices(world.query(limit: 1), scope: .everything)
            #expect(first.map(\.school) == ["A-1"])
        },
        StoreContract("devices of a category are those of all devices that have it, in their order") { world in
            try await world.withSchools()
            let area = AreaPath(country: "Kazakhstan", region: "Abai", district: "Ayagoz")
            let schools = (1...9).map { School(id: "C-\($0)", names: Names(en: "School \($0)"), area: area) }
            _ = try await world.store.importSchools(schools, dryRun: false)
            for school in schools {
                let agent = try await world.withAgent(school: school.id)
                let scan = world.scan([world.device("tab"), world.device("eye", .camera)])
                _ = try await world.store.ingest([
                    world.report(agent, 1, scan: scan, days: [day(world, 0, 60, minutes: 60)])
                ])
            }
            // Both computers saw both devices, and took each for something else; the one that came later has its way.
            let (one, two) = (try await world.withAgent(), try await world.withAgent())
            _ = try await world.store.ingest([
                world.report(
                    one, 1, scan: world.scan([world.device("tab", .camera), world.device("lens")]),
                    days: [day(world, 0, 30, minutes: 30)]),
                world.report(
                    two, 1, at: 120, scan: world.scan([world.device("tab"), world.device("lens", .camera)]),
                    days: [day(world, 30, 90, minutes: 20)]),
            ])
            let moved = try await world.withAgent()
            _ = try await world.store.ingest([world.report(moved, 1, scan: world.scan([world.device("kit")]))])
            _ = try await world.store.placeComputer(
                ComputerPlacing(agent: moved.id, school: "B-1", since: world.at(86_400)))
            for (seconds, asItWas) in [(3_600.0, true), (90_000, true), (90_000, false)] {
                var query = world.query(seconds)
                query.asItWas = asItWas
                query.tellsDays = true
                let all = try await world.store.devices(query, scope: .everything)
                #expect(all.first { $0.id == "kit" }?.school == (seconds < 86_400 ? "A-1" : "B-1"))
                #expect(all.count { $0.id == "tab" && $0.category == .tablet } == 10)
                for category in [Category.tablet, .camera, .printer] {
                    query.category = category
                    query.limit = nil
                    let expected = all.filter { $0.category == category }
                    #expect(try await world.store.devices(query, scope: .everything) == expected)
                    for limit in [1, 7] {
                        query.limit = limit
                        let page = try await world.store.devices(query, scope: .everything)
                        #expect(page == Array(expected.prefix(limit)))
                    }
                }
            }
        },
    ]
}
