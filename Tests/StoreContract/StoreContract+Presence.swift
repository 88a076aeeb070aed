import FoundationEssentials
import Reports
import Store
import Testing

extension ContractWorld {
    /// The civil day so many days after 2025-09-01, a Monday.
    func day(_ number: Int) -> String { CivilDate(daysSinceEpoch: 20_332 + number).description }

    /// A day on which a computer ran, with what it saw.
    func ran(_ agent: ContractAgent, _ seq: Int, day number: Int, seeing devices: [Device]) throws -> VerifiedReport {
        let noon = TimeInterval(number) * 86_400
        // A keyboard is there whenever the computer runs.
        let all = [device("keys" + agent.id.text, .keyboard)] + devices
        let days = all.map {
            DeviceDay(
                device: $0.id, day: day(number), first: time(noon), last: time(noon + 3_600), minutes: 60,
                timesPlugged: 1)
        }
        return try report(agent, seq, at: noon + 3_700, scan: scan(all), days: days)
    }

    /// A computer that ran on these days, with a device that it saw on some of them.
    func ran(_ agent: ContractAgent, days: [Int], seeing device: Device, on seen: Set<Int>) async throws {
        for (index, day) in days.enumerated() {
            let devices = seen.contains(day) ? [device] : []
            _ = try await store.ingest([try ran(agent, index + 1, day: day, seeing: devices)])
        }
    }

    func presence(of number: String, day: Int) async throws -> AssetRow? {
        try await store.assets(query(TimeInterval(day) * 86_400 + 7_200), scope: .everything)
            .first { $0.inventoryNumber == number }
    }

    func withTablet(_ state: AssetState? = nil, since: String? = nil) async throws -> Device {
        var tablet = device("tab")
        tablet.serial = "hash:1"
        let asset = Asset(
            school: "A-1", inventoryNumber: "1", category: .device(.tablet), room: "9",
            serial: SerialMark(hash: "hash:1", plain: nil), purchasedOn: "2025-01-01", state: state, stateSince: since)
        _ = try await store.importAssets([asset], at: start, dryRun: false)
        return tablet
    }
}

extension StoreContract {
    private static let weeks = (0..<26).filter { $0 % 7 < 5 }

    static let presence = [
        StoreContract("an asset is verified while it is seen, then unknown, then not seen") { world in
            try await world.withSchools()
            let tablet = try await world.withTablet()
            #expect(try await world.presence(of: "1", day: 0)?.presence == .registered)
            let agent = try await world.withAgent(room: "1")
            try await world.ran(agent, days: weeks, seeing: tablet, on: [0, 1])
            // Day 1 is the last on which it was seen; of ten school days the tenth is day 14.
            for (day, presence) in [(1, Presence.verified), (14, .verified), (15, .notSeen), (25, .notSeen)] {
                let row = try await world.presence(of: "1", day: day)
                #expect(row?.presence == presence, "day \(day)")
                #expect(row?.lastSeen == world.day(1) && row?.agent == agent.id && row?.seenInRoom == "1")
            }
        },
        StoreContract("nothing is said of what a computer that was off did not see") { world in
            try await world.withSchools()
            let tablet = try await world.withTablet()
            let agent = try await world.withAgent()
            try await world.ran(agent, days: [0, 1, 2, 3], seeing: tablet, on: [0, 1])
            #expect(try await world.presence(of: "1", day: 25)?.presence == .noData)
        },
        StoreContract("settings say how many school days and which") { world in
            try await world.withSchools()
            let tablet = try await world.withTablet()
            let agent = try await world.withAgent()
            try await world.ran(agent, days: weeks, seeing: tablet, on: [0])
            #expect(try await world.presence(of: "1", day: 4)?.presence == .verified)
            var settings = RegionSettings()
            settings.presenceDays = 2
            _ = try await world.store.changeSettings(
                SettingsChange(
                    place: .area("Aktobe"), settings: settings, basedOn: 0, by: "test", at: world.at(0)))
            #expect(try await world.presence(of: "1", day: 4)?.presence == .notSeen)
            settings.holidays = ["2025-09-02..2025-09-30"]
            _ = try await world.store.changeSettings(
                SettingsChange(
                    place: .school("A-1"), settings: settings, basedOn: 0, by: "test", at: world.at(1)))
            #expect(try await world.presence(of: "1", day: 4)?.presence == .verified)
        },
        StoreContract("a tablet that another computer sees is still one, and there") { world in
            try await world.withSchools()
            let tablet = try await world.withTablet()
            let (one, two) = (try await world.withAgent(room: "1"), try await world.withAgent(room: "2"))
            try await world.ran(one, days: weeks, seeing: tablet, on: [0])
            try await world.ran(two, days: weeks, seeing: tablet, on: [22])
            let row = try await world.presence(of: "1", day: 25)
            #expect(row?.presence == .verified && row?.agent == two.id && row?.seenInRoom == "2")
            let counts = try await world.store.stock(world.query(25 * 86_400, school: "A-1"), scope: .everything)
            #expect(counts.first { $0.category == .device(.tablet) }?.high == 1)
        },
        StoreContract("what is written off and seen again is flagged, with day and computer") { world in
            try await world.withSchools()
            let tablet = try await world.withTablet(.writtenOff, since: "2025-09-03")
            let agent = try await world.withAgent()
            try await world.ran(agent, days: [0, 1], seeing: tablet, on: [0, 1])
            #expect(try await world.presence(of: "1", day: 4)?.seenAgain == false)
            _ = try await world.store.ingest([world.ran(agent, 3, day: 7, seeing: [tablet])])
            let row = try #require(try await world.presence(of: "1", day: 8))
            #expect(row.seenAgain && row.lastSeen == world.day(7) && row.agent == agent.id)
            var query = world.query(8 * 86_400)
            query.filters.stock.seenAgain = true
            #expect(try await world.store.assets(query, scope: .everything).count == 1)
        },
        StoreContract("a day of which nobody knows the date proves nothing against a thing") { world in
            try await world.withSchools()
            let tablet = try await world.withTablet()
            let agent = try await world.withAgent()
            _ = try await world.store.ingest([world.ran(agent, 1, day: 0, seeing: [tablet])])
            for (index, number) in weeks.dropFirst().enumerated() {
                let noon = TimeInterval(number) * 86_400
                let day = DeviceDay(
                    device: "keys" + agent.id.text, day: world.day(number), first: world.time(noon),
                    last: world.time(noon), minutes: 1, timesPlugged: 1, timeEstimated: true)
                _ = try await world.store.ingest([world.report(agent, index + 2, at: noon, days: [day])])
            }
            #expect(try await world.presence(of: "1", day: 25)?.presence == .noData)
        },
        StoreContract("the hash of a serial that the books name is not forgotten") { world in
            try await world.withSchools()
            let tablet = try await world.withTablet()
            let agent = try await world.withAgent()
            var other = world.device("other")
            other.serial = "hash:2"
            _ = try await world.store.ingest([world.ran(agent, 1, day: 0, seeing: [tablet, other])])
            _ = try await world.store.forget(Forgetting(now: world.at(40 * 86_400)))
            let serials = try await world.store.devices(world.query(), scope: .everything).map(\.serial)
            #expect(Set(serials) == ["hash:1", nil])
        },
    ]
}
