import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let lines = [
        StoreContract("what a line test says of itself is kept and judged") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let told = (0..<18).map { index in
                world.fullTest("\(index)", at: Double(index) * 28_800, down: 8 + Double(index % 3), inLessons: true)
            }
            let tests = try await world.leased(told, by: agent)
            _ = try await world.store.ingest([world.report(agent, 1, at: 600_000, tests: tests)])
            let row = try #require(try await world.store.lines(world.query(600_000), scope: .everything).first)
            #expect(row.line == "1", "the region's name for it, not the agent's")
            #expect(row.pupils == 400)
            #expect([row.residualDownloadMbps, row.capacityDownloadMbps] == [9, nil])
            #expect([row.downloadLowMbps, row.downloadHighMbps] == [9, 9], "no day differs from another")
            #expect([row.gatewayIdleMs, row.gatewayLoadedMs] == [2, 5])
            #expect(row.norm.norm == LineNorm.kazakhstan.name)
            #expect(row.norm.isMet == false)
            #expect(row.diagnosis.verdict == .ispQueue)
            #expect(row.diagnosis.remedy == .measureMore)
            var query = world.query(600_000)
            query.norm = LineNorm(name: "mine", floorMbps: 5, pupilsPerMbps: 100)
            let other = try #require(try await world.store.lines(query, scope: .everything).first)
            #expect(other.norm.isMet == true)
            #expect(other.norm.norm == "mine")
        },
        StoreContract("a marked test, or one between PCs, is kept and counts in no figure") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            var elsewhere = world.fullTest("1", at: 100, down: 900, inLessons: true)
            elsewhere.marks = [.notSchoolLine]
            var peer = world.fullTest("2", at: 200, down: 300, inLessons: true)
            peer.circumstances?.target = .peer
            let honest = world.fullTest("3", at: 50, down: 7, inLessons: nil)
            let tests = try await world.leased([elsewhere, peer, honest], by: agent)
            _ = try await world.store.ingest([world.report(agent, 1, at: 300, tests: tests)])
            let row = try #require(try await world.store.lines(world.query(), scope: .everything).first)
            #expect([row.tests, row.failedTests] == [1, 0])
            #expect([row.downloadMbps, row.lastDownloadMbps, row.lanMbps] == [7, 7, 300])
            #expect(row.testsLeftOut.filter { $0.value > 0 } == ["not_school_line": 1])
            #expect(row.testsLeftOut.count == LineTestStanding.LeftOut.allCases.count)
            let school = try await world.store.schools(world.query(school: "A-1"), scope: .everything)
            #expect(school.map(\.lastDownloadMbps) == [7])
            let platforms = try await world.store.platforms(world.query(), scope: .everything)
            #expect(platforms.map(\.tests) == [2, 2], "not what was seen from behind another gateway")
        },
        StoreContract("a test counts only from behind a confirmed gateway and under a lease of the agent's") { world in
            try await world.withSchools()
            let (agent, other) = (try await world.withAgent(), try await world.withAgent())
            func test(_ id: String, _ change: (inout LineTest) -> Void = { _ in }) async throws -> LineTest {
                var test = try await world.leased([world.fullTest(id, at: 100, down: 9, inLessons: true)], by: agent)[0]
                change(&test)
                return test
            }
            let honest = try await test("honest")
            let another = try await world.leased([world.test("another's", at: 200, down: 900, up: 9)], by: other)[0]
            let tests = [
                honest,
                try await test("invented lease") { $0.circumstances?.lease = "l" },
                try await test("no lease") { $0.circumstances?.lease = nil },
                try await test("another's lease") { $0.circumstances?.lease = another.circumstances?.lease },
                try await test("broken off before") { $0.circumstances?.lease = honest.circumstances?.lease },
                try await test("a third under one lease") { $0.circumstances?.lease = honest.circumstances?.lease },
                try await test("unconfirmed gateway") { $0.circumstances?.gateway = ContractWorld.otherGateway },
                try await test("no gateway") { $0.circumstances?.gateway = nil },
                world.test("an older program's", at: 300, down: 900, up: 9),
            ]
            _ = try await world.store.ingest([world.report(agent, 1, at: 400, tests: tests)])
            let rows = try await world.store.lines(world.query(), scope: .everything)
            #expect(rows.map(\.line) == ["1"])
            #expect(rows.map(\.tests) == [2])
            #expect(rows.map(\.downloadMbps) == [9])
            #expect(rows.map { $0.testsLeftOut["unconfirmed"] } == [tests.count - 2])
            let schools = try await world.store.schools(world.query(school: "A-1"), scope: .everything)
            #expect(schools.map(\.lastDownloadMbps) == [9])
            let platforms = try await world.store.platforms(world.query(), scope: .everything)
            #expect(platforms.map(\.tests) == [6, 6], "nothing that was seen from behind another gateway")
        },
        StoreContract("a lease is good for two tests of each target") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let own = try await world.leased([world.fullTest("1", at: 100, down: 9, inLessons: true)], by: agent)[0]
            let others = [
                ("2", LineCircumstances.Target.peer, 300.0), ("3", .mlab, 7), ("4", .mlab, 9), ("5", .mlab, 900),
            ].map {
                id, target, mbps in
                var test = own
                (test.id, test.downloadMbps) = (id, mbps)
                test.circumstances?.target = target
                return test
            }
            let reports = [
                try world.report(agent, 1, tests: [own] + others), try world.report(agent, 2, tests: others),
            ]
            _ = try await world.store.ingest(reports)
            let row = try #require(try await world.store.lines(world.query(), scope: .everything).first)
            #expect([row.tests, row.mlabTests, row.testsLeftOut["unconfirmed"]] == [1, 2, 1])
            #expect([row.downloadMbps, row.lanMbps, row.mlabDownloadMbps] == [9, 300, 8])
            let school = try await world.store.schools(world.query(school: "A-1"), scope: .everything)
            #expect(school.map(\.lastDownloadMbps) == [9])
        },
        StoreContract("a test counts for the line that its gateway was moved to after the lease") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let tests = try await world.leased([world.fullTest("1", at: 100, down: 9, inLessons: true)], by: agent)
            try await world.move(ContractWorld.gateway, to: "fibre", at: 200)
            _ = try await world.store.ingest([world.report(agent, 1, at: 300, tests: tests)])
            let rows = try await world.store.lines(world.query(), scope: .everything)
            #expect(rows.map(\.line) == ["fibre"])
            #expect(rows.map(\.tests) == [1])
        },
        StoreContract("latency alone is no test that failed, and an upload that had not settled no rate") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            var capped = world.fullTest("1", at: 100, down: 9, inLessons: true)
            capped.marks = [.byteCapped]
            capped.upload = LineRate(meanMbps: 2, bytes: 1_000)
            var latency = world.test("2", at: 200, down: nil, up: nil, idle: 40)
            latency.circumstances = LineCircumstances(slot: "s", gateway: ContractWorld.gateway)
            let leased = try await world.leased([capped], by: agent)
            _ = try await world.store.ingest([world.report(agent, 1, at: 300, tests: leased + [latency])])
            let row = try #require(try await world.store.lines(world.query(), scope: .everything).first)
            #expect([row.tests, row.failedTests, row.latencyTests] == [1, 0, 1])
            #expect([row.downloadMbps, row.uploadMbps, row.lastUploadMbps, row.idleLatencyMs] == [9, nil, 2, 30])
            let school = try await world.store.schools(world.query(school: "A-1"), scope: .everything)
            #expect(school.map(\.lastDownloadMbps) == [9])
            #expect(row.uploadAtLeastMbps == 2)
            #expect(school.map(\.lastUploadMbps) == [2])
        },
        StoreContract("a platform's row says how often it was reached, how fast, and what failed last") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let told = (0..<4).map { index in
                var test = world.fullTest("\(index)", at: Double(index) * 100, down: 9, inLessons: nil)
                test.platforms?[1].problem = index == 2 ? "tls: certificate expired" : nil
                test.platforms?[1].firstByteMs = index == 2 ? nil : Double(index * 100)
                return test
            }
            let tests = try await world.leased(told, by: agent)
            _ = try await world.store.ingest([
                world.report(agent, 1, at: 1_000, tests: tests), world.report(agent, 2, at: 1_000, tests: tests),
            ])
            let rows = try await world.store.platforms(world.query(), scope: .everything)
            #expect(rows.map(\.platform) == ["Bilimal", "Kundelik"])
            #expect(rows.map(\.host) == ["b.example", "k.example"])
            #expect(rows.map(\.tests) == [4, 4])
            #expect(rows.map(\.reachedShare) == [1, 0.75])
            #expect(rows.map(\.firstByteMs) == [40, 100])
            #expect(rows.map(\.lastProblem) == [nil, "tls: certificate expired"])
            #expect(rows.map(\.lastProblemAt) == [nil, world.at(200)])
            let scope = Scope.areas([ContractWorld.rudny])
            #expect(try await world.store.platforms(world.query(), scope: scope).isEmpty)
        },
    ]
}

extension ContractWorld {
    /// A test with every part, at the provider's queue; its line and its lease are the agent's invention.
    func fullTest(_ id: String, at seconds: TimeInterval, down: Double, inLessons: Bool?) -> LineTest {
        var test = test(id, at: seconds, down: down, up: 2, idle: 20)
        test.loadedLatencyMs = 300
        test.verdict = .ispQueue
        test.download = LineRate(
            meanMbps: down - 1, steadyMbps: down, lowMbps: down - 0.5, highMbps: down + 0.5, seconds: 4,
            bytes: 5_000_000,
            congestionControl: "cubic")
        test.gateway = GatewayLatency(answered: true, idleMs: 2, loadedMs: 5)
        test.link = LineLink(medium: .wired, speedMbps: 1_000)
        test.names = NameAndPortal(nameMs: 12, captive: false)
        test.platforms = [
            PlatformReach(
                platform: "Bilimal", host: "b.example", nameMs: 10, connectMs: 20, tlsMs: 30, firstByteMs: 40),
            PlatformReach(
                platform: "Kundelik", host: "k.example", nameMs: 10, connectMs: 20, tlsMs: 30, firstByteMs: 40),
        ]
        test.circumstances = LineCircumstances(slot: "s", lease: "l", line: "made up", inLessons: inLessons)
        return test
    }
}
