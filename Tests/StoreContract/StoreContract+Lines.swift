import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let lines = [
        StoreContract("what a line test says of itself is kept and judged") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let tests = (0..<18).map { index in
                world.fullTest("\(index)", at: Double(index) * 28_800, down: 8 + Double(index % 3), inLessons: true)
            }
            _ = try await world.store.ingest([world.report(agent, 1, at: 600_000, tests: tests)])
            let row = try #require(try await world.store.lines(world.query(600_000), scope: .everything).first)
            #expect(row.line == "main")
            #expect(row.pupils == 400)
            #expect([row.residualDownloadMbps, row.capacityDownloadMbps] == [9, nil])
            #expect([row.downloadLowMbps, row.downloadHighMbps] == [8, 10])
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
            _ = try await world.store.ingest([world.report(agent, 1, at: 300, tests: [elsewhere, peer, honest])])
            let row = try #require(try await world.store.lines(world.query(), scope: .everything).first)
            #expect([row.tests, row.failedTests] == [1, 0])
            #expect([row.downloadMbps, row.lastDownloadMbps, row.lanMbps] == [7, 7, 300])
            #expect(row.testsLeftOut == ["not_school_line": 1, "server_limited": 0, "pc_limited": 0])
            let school = try await world.store.schools(world.query(school: "A-1"), scope: .everything)
            #expect(school.map(\.lastDownloadMbps) == [7])
            let platforms = try await world.store.platforms(world.query(), scope: .everything)
            #expect(platforms.map(\.tests) == [2, 2], "not what was seen from behind another gateway")
        },
        StoreContract("a platform's row says how often it was reached, how fast, and what failed last") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let tests = (0..<4).map { index in
                var test = world.fullTest("\(index)", at: Double(index) * 100, down: 9, inLessons: nil)
                test.platforms?[1].problem = index == 2 ? "tls: certificate expired" : nil
                test.platforms?[1].firstByteMs = index == 2 ? nil : Double(index * 100)
                return test
            }
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
        StoreContract("a line test beyond all bounds is refused with its report") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let test = world.fullTest("1", at: 100, down: 9, inLessons: true)
            let changes: [(String, (inout LineTest) -> Void)] = [
                ("a rate below 0", { $0.download?.steadyMbps = -1 }),
                ("a latency below 0", { $0.gateway?.idleMs = -1 }),
                ("two marks in one", { $0.marks = [LineMark(rawValue: "a b")] }),
                ("marks without end", { $0.marks = Array(repeating: .rampLimited, count: 21) }),
                ("a line with a novel for a name", { $0.circumstances?.line = String(repeating: "x", count: 201) }),
                ("a platform without a host", { $0.platforms?[0].host = "" }),
                (
                    "platforms without end",
                    { $0.platforms = Array(repeating: PlatformReach(platform: "p", host: "h"), count: 51) }
                ),
                ("a problem without end", { $0.platforms?[0].problem = String(repeating: "x", count: 2_001) }),
            ]
            for (name, change) in changes {
                var bad = test
                change(&bad)
                #expect(throws: ReportFailure.self, "\(name)") { try world.report(agent, 1, at: 300, tests: [bad]) }
            }
        },
    ]
}

extension ContractWorld {
    /// A test with every part, on the line `main`, against which the provider's queue stands.
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
        test.circumstances = LineCircumstances(slot: "s", lease: "l", line: "main", inLessons: inLessons)
        return test
    }
}
