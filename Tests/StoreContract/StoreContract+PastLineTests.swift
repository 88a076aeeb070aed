import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    private static let day: TimeInterval = 86_400
    private static let later: TimeInterval = 1_200 * day

    /// Half a year of tests, some without a figure.
    private static func tests(_ world: ContractWorld, name: String, at hour: Double) -> [LineTest] {
        (0..<60).map { index in
            let isSilent = index % 7 == 0
            return world.test(
                "\(name)\(index)", at: 3 * day * Double(index) + hour * 3_600,
                down: isSilent ? nil : Double(index % 13) + 0.1, up: isSilent ? nil : Double(index % 4) + 0.7,
                idle: index % 5 == 0 ? nil : 20 + Double(index))
        }
    }

    /// Everything that is told of lines.
    private struct Told: Equatable {
        var lines: [[LineRow]] = []
        var samples: [[LineSample]] = []
        var platforms: [[PlatformRow]] = []
        var schools: [SchoolRow] = []
    }

    private static func told(
        _ world: ContractWorld, by agent: ContractAgent, other: ContractAgent
    ) async throws -> Told {
        var told = Told()
        for (since, until) in [(0.0, 1.0), (0, 400), (20, 45), (100, 1_200), (170, 190)] {
            var query = world.query(until * day, since: world.at(since * day))
            for who in [nil, agent.id, other.id] {
                query.agent = who
                told.lines.append(try await world.store.lines(query, scope: .everything))
            }
            query.agent = nil
            query.school = "A-1"
            told.samples.append(try await world.store.lineSamples(query, scope: .everything))
            told.platforms.append(try await world.store.platforms(query, scope: .everything))
        }
        told.schools = try await world.store.schools(world.query(later), scope: .everything)
        return told
    }

    static let pastLineTests = [
        StoreContract("line tests of years ago take less room, and every answer about lines is what it was") { world in
            try await world.withSchools()
            let (agent, other) = (try await world.withAgent(), try await world.withAgent())
            var first = try await world.leased(tests(world, name: "a", at: 1), by: agent)
            for index in first.indices {
                if index % 3 == 0 { first[index].circumstances?.inLessons = false }
                if index % 8 == 0 { first[index].startedAt.bootID = "another" }
            }
            first[1].platforms = [PlatformReach(platform: "p", host: "p.example", nameMs: 1, connectMs: 2)]
            _ = try await world.store.ingest([world.report(agent, 1, at: 200 * day, tests: first)])
            // Under no lease: tests that are left out are kept, too, with the reason.
            let second = tests(world, name: "b", at: 3)
            _ = try await world.store.ingest([world.report(other, 1, at: 200 * day, tests: second)])
            let before = try await told(world, by: agent, other: other)
            #expect(try await world.store.forget(Forgetting(now: world.at(1_090 * day))).lineTests == 0)
            // September 2025 to February 2026, month by month.
            let some = try await world.store.forget(Forgetting(now: world.at(1_170 * day))).lineTests
            #expect((20...100).contains(some))
            #expect(try await told(world, by: agent, other: other) == before)
            let others = try await world.store.forget(Forgetting(now: world.at(2_000 * day))).lineTests
            #expect(some + others == 119, "the school's latest with a figure stays a row")
            #expect(try await told(world, by: agent, other: other) == before)
            #expect(try await world.store.forget(Forgetting(now: world.at(2_000 * day))).lineTests == 0)
        },
        StoreContract("a line test that comes when its month is packed counts like any other, once it is packed, too") {
            world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let all = try await world.leased(
                [
                    world.test("a", at: 100, down: 5, up: 1), world.test("late", at: 4_000, down: 7, up: 2),
                    world.test("b", at: 8_000, down: 9, up: 3), world.test("c", at: 90 * day, down: 9, up: 3),
                ], by: agent)
            _ = try await world.store.ingest([world.report(agent, 1, at: 91 * day, tests: [all[0], all[2], all[3]])])
            #expect(try await world.store.forget(Forgetting(now: world.at(later))).lineTests == 2)
            _ = try await world.store.ingest([world.report(agent, 2, at: later, tests: [all[1]])])
            var query = world.query(later)
            query.school = "A-1"
            let samples = try await world.store.lineSamples(query, scope: .everything)
            #expect(samples.map(\.downloadMbps) == [5, 7, 9, 9])
            #expect(try await world.store.forget(Forgetting(now: world.at(later + 100 * day))).lineTests == 1)
            #expect(try await world.store.lineSamples(query, scope: .everything) == samples)
        },
    ]
}
