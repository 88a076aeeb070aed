import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    private static let day: TimeInterval = 86_400

    private static func hashed(_ world: ContractWorld, _ id: String, _ serial: String) -> Device {
        var device = world.device(id)
        device.serial = serial
        return device
    }

    static let forgetting = [
        StoreContract("hashes that nobody knows are forgotten after their time, and their scans do not bring them back")
        { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let scan = world.scan([
                hashed(world, "mine", "hash:1"), hashed(world, "delivered", "hash:2"), hashed(world, "kit", "SN-3"),
            ])
            func serials() async throws -> [String?] {
                try await world.store.devices(world.query(100 * day), scope: .everything)
                    .sorted { $0.id < $1.id }.map(\.serial)
            }
            _ = try await world.store.ingest([world.report(agent, 1, scan: scan)])
            let early = Forgetting(now: world.at(30 * day), knownHashes: ["hash:2"])
            #expect(try await world.store.forget(early) == Forgotten())
            #expect(try await serials() == ["hash:2", "SN-3", "hash:1"])
            let late = Forgetting(now: world.at(30 * day + 100), knownHashes: ["hash:2"])
            #expect(try await world.store.forget(late).hashes == 1)
            #expect(try await serials() == ["hash:2", "SN-3", nil])
            _ = try await world.store.ingest([world.report(agent, 2, at: 30 * day + 200, scan: scan)])
            #expect(try await serials() == ["hash:2", "SN-3", nil])
            #expect(try await world.store.forget(late).hashes == 0)
        },
        StoreContract("a hash that was offline for half a year has its days in the region all the same") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let days = [
                DeviceDay(
                    device: "d", day: "2025-09-01", first: world.time(0), last: world.time(60), minutes: 1,
                    timesPlugged: 1)
            ]
            let report = try world.report(
                agent, 1, at: 180 * day, scan: world.scan([hashed(world, "d", "hash:1")]), days: days)
            _ = try await world.store.ingest([report])
            #expect(try await world.store.forget(Forgetting(now: world.at(181 * day))).hashes == 0)
            #expect(try await world.store.forget(Forgetting(now: world.at(211 * day))).hashes == 1)
        },
        StoreContract("texts of envelopes are forgotten, those with hashes first, and a resend is still told") {
            world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let personal = try world.report(agent, 1, scan: world.scan([hashed(world, "d", "hash:1")]))
            let plain = try world.report(agent, 2, scan: world.scan([hashed(world, "d", "SN")]))
            let forged = try world.report(agent, 2, at: 90)
            _ = try await world.store.ingest([personal, plain, forged])
            func held() async throws -> [Int] {
                try await world.store.envelopes(after: 0, limit: 9, scope: .everything).map(\.seq)
            }
            #expect(try await world.store.forget(Forgetting(now: world.at(29 * day))).envelopes == 0)
            #expect(try await held() == [1, 2])
            #expect(try await world.store.forget(Forgetting(now: world.at(31 * day))).envelopes == 2)
            #expect(try await held() == [2], "and the one kept aside, of which nobody knows what it holds")
            #expect(try await world.store.forget(Forgetting(now: world.at(90 * day))).envelopes == 0)
            #expect(try await held() == [2])
            #expect(try await world.store.forget(Forgetting(now: world.at(97 * day))).envelopes == 1, "with its week")
            #expect(try await held() == [])
            let again = try await world.store.ingest([personal, plain, forged])
            #expect(again.dispositions == [.duplicate, .duplicate, .conflict])
        },
        StoreContract("a lease is forgotten after its test has come, and what its line was granted stays counted") {
            world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let rules = LeaseRules(agentTestsPerDay: 1_000, fullEvery: 2, monthlyBytes: nil)
            let tests = try await world.leased([world.test("a", at: 100, down: 5, up: 1)], by: agent)
            let waiting = try #require(try await world.askHere(agent, at: 900, rules: rules).granted)
            #expect(!waiting.full)
            _ = try await world.release(agent, waiting, at: 901, test: "late")
            _ = try await world.store.ingest([world.report(agent, 1, at: 200, tests: tests)])
            #expect(try await world.store.forget(Forgetting(now: world.at(119 * day))).leases == 0)
            #expect(try await world.store.forget(Forgetting(now: world.at(121 * day))).leases == 1)
            let next = try #require(try await world.askHere(agent, at: 121 * day, rules: rules).granted)
            #expect(next.full, "two were granted before, one of which is forgotten")
            #expect(try await world.store.forget(Forgetting(now: world.at(401 * day))).leases == 1)
        },
        StoreContract("what was told beside a line test's figures is forgotten, the figures stay") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let tests = try await world.leased([world.test("a", at: 100, down: 5, up: 1)], by: agent)
            _ = try await world.store.ingest([world.report(agent, 1, at: 200, tests: tests)])
            let query = world.query(100 * day)
            let before = try await world.store.lines(query, scope: .everything)
            #expect(try await world.store.forget(Forgetting(now: world.at(30 * day))).details == 0)
            #expect(try await world.store.forget(Forgetting(now: world.at(31 * day))).details == 1)
            #expect(try await world.store.lines(query, scope: .everything) == before)
        },
        StoreContract("more than one batch is forgotten at once") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            for batch in 0..<3 {
                let devices = (0..<1_500).map { hashed(world, "d\(batch)-\($0)", "hash:\(batch)-\($0)") }
                _ = try await world.store.ingest([world.report(agent, 1 + batch, scan: world.scan(devices))])
            }
            #expect(try await world.store.forget(Forgetting(now: world.at(31 * day))).hashes == 4_500)
        },
    ]
}
