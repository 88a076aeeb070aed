import FoundationEssentials
import Reports
import Store
import Testing

extension ContractWorld {
    /// Six days of three slow tests in lessons.
    fileprivate func slowTests(by agent: ContractAgent) async throws -> [LineTest] {
        try await leased(
            (0..<18).map { fullTest("\($0)", at: Double($0) * 28_800, down: 8 + Double($0 % 3), inLessons: true) },
            by: agent)
    }

    fileprivate func lines(_ seconds: TimeInterval = 600_000, _ edit: (inout Query) -> Void = { _ in }) async throws
        -> [LineRow]
    {
        var query = query(seconds)
        edit(&query)
        return try await store.lines(query, scope: .everything)
    }
}

extension StoreContract {
    static let lineJudgement = [
        StoreContract("lines are held against the norm and the amounts that their areas set") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            _ = try await world.store.ingest([
                world.report(agent, 1, at: 600_000, tests: try await world.slowTests(by: agent))
            ])
            let before = try #require(try await world.lines().first)
            #expect(before.norm.norm == LineNorm.kazakhstan.name && before.norm.isMet == false)
            var settings = RegionSettings()
            settings.norm = "5+1/100"
            _ = try await world.store.changeSettings(
                SettingsChange(
                    place: .area("Kazakhstan"), settings: settings, basedOn: 0, by: "aigerim", at: world.start))
            let set = try #require(try await world.lines().first)
            #expect(set.norm.norm == "5+1/100" && set.norm.isMet == true)
            let asked = try #require(try await world.lines { $0.norm = .kazakhstan }.first)
            #expect(asked.norm == before.norm)
            settings.thresholds = ["class_tests": 19]
            settings.norm = nil
            _ = try await world.store.changeSettings(
                SettingsChange(
                    place: .school("A-1"), settings: settings, basedOn: 0, by: "aigerim", at: world.at(10)))
            let careful = try #require(try await world.lines().first)
            #expect(careful.norm.norm == "5+1/100" && careful.norm.isMet == nil)
            #expect(careful.diagnosis.verdict == .unknown)
        },
        StoreContract("a line that nobody tested has a row, and filters leave out what does not fit") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            _ = try await world.askHere(agent)
            let untested = try await world.lines()
            #expect(untested.map(\.line) == ["1"])
            #expect(untested.map(\.diagnosis.remedy) == [.measureMore])
            #expect(untested.map(\.gigaClass) == [.unknown])
            let tests = try await world.slowTests(by: agent)
            _ = try await world.store.ingest([world.report(agent, 1, at: 600_000, tests: tests)])
            #expect(try await world.lines { $0.filters.belowNorm = true }.count == 1)
            #expect(try await world.lines { $0.filters.belowContract = true }.isEmpty)
            #expect(try await world.lines { $0.filters.cause = .ispQueue }.count == 1)
            #expect(try await world.lines { $0.filters.cause = .clear }.isEmpty)
            #expect(try await world.lines { $0.filters.remedy = .build }.isEmpty)
            #expect(try await world.lines { $0.agent = AgentID(String(repeating: "0", count: 32)) }.isEmpty)
        },
        StoreContract("a day's question is answered the same again, and anew when something came in") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let tests = try await world.slowTests(by: agent)
            func count() async throws -> [Int] {
                try await world.lines { $0.since = Query.start(ofDays: 60, before: $0.asOf) }.map(\.tests)
            }
            _ = try await world.store.ingest([world.report(agent, 1, at: 600_000, tests: Array(tests.prefix(10)))])
            #expect(try await count() == [10])
            #expect(try await count() == [10])
            _ = try await world.store.ingest([world.report(agent, 2, at: 600_000, tests: Array(tests.suffix(8)))])
            #expect(try await count() == [18])
        },
        StoreContract("what all computers tell of a slot bounds the share met and tells when the line was up") {
            world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            let tests = try await world.slowTests(by: first)
            func slot(_ id: Int, _ reason: SlotRecord.Reason?) -> SlotRecord {
                SlotRecord(
                    id: "2025-09-01/\(id)", plannedAt: world.at(Double(id) * 60), decidedAt: world.time(600),
                    inLessons: true, ran: reason == nil, reason: reason, test: reason == nil ? "t" : nil,
                    gateway: reason == .missed ? nil : ContractWorld.gateway)
            }
            let told = [
                (first, 1, [slot(1, nil), slot(2, .ownTraffic), slot(3, .missed), slot(4, .noAggregator)], tests),
                (second, 1, [slot(1, .missed), slot(2, .missed), slot(3, .missed), slot(4, .missed)], []),
            ]
            for (agent, seq, slots, tests) in told {
                _ = try await world.store.ingest([world.report(agent, seq, at: 600_000, tests: tests, slots: slots)])
            }
            var row = try #require(try await world.lines().first)
            #expect([row.slotsPlanned, row.slotsRun, row.skippedForTraffic] == [4, 1, 1])
            #expect(row.skippedShare == 2.0 / 3)
            #expect(row.norm.isMet == nil && row.norm.basis.hasPrefix("2 of 3 slots in lessons were passed over"))
            #expect([row.norm.shareLow, row.norm.shareHigh] == [0, 0.1])
            #expect([row.uptime.low, row.uptime.high, row.uptime.observedShare] == [1.0 / 3, 1, 0.75])
            #expect([row.silentDays, row.watchedDays] == [0, 0])
            // The second computer's memory comes back: it measured in the second slot after all.
            _ = try await world.store.ingest([world.report(second, 2, at: 600_000, slots: [slot(2, nil)])])
            row = try #require(try await world.lines().first)
            #expect([row.slotsPlanned, row.slotsRun, row.skippedForTraffic] == [4, 2, 0])
            #expect(row.skippedShare == 1.0 / 3)
        },
    ]
}
