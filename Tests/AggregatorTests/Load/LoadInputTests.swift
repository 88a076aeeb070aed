import Foundation
import Reports
import Testing

@testable import parta_load

@Suite("What load is made from")
struct LoadInputTests {
    @Test(
        "only this computer is loaded, and only over TLS",
        arguments: [
            ("https://127.0.0.1:8443", true), ("https://127.9.8.7:1/", true), ("https://[::1]:65535", true),
            ("HTTPS://localhost:8443", true), ("https://[::ffff:127.0.0.1]:8443", true),
            ("http://127.0.0.1:8080", false), ("https://127.0.0.1", false), ("https://127.0.0.1:0", false),
            ("https://10.0.0.1:8443", false), ("https://parta.example:8443", false), ("https://[::2]:8443", false),
            ("https://0.0.0.0:8443", false), ("https://[::]:8443", false),
            ("https://127.0.0.1.example.com:8443", false),
            ("https://::1:8443", false), ("https://:8443", false), ("", false),
        ])
    func servers(_ text: String, _ isTaken: Bool) {
        #expect(((try? LoopbackServer(text)) != nil) == isTaken)
    }

    @Test("elsewhere is refused in a sentence that says where load may go")
    func refusal() {
        #expect(throws: LoadFailure.notLoopback("https://10.0.0.1:8443")) {
            try LoopbackServer("https://10.0.0.1:8443")
        }
        #expect(
            LoadFailure.notLoopback("https://10.0.0.1:8443").description
                == "will not load https://10.0.0.1:8443: it is not this computer; parta-load speaks to 127.0.0.0/8, [::1] "
                + "and localhost only")
    }

    @Test("agents and their numbers outlive the run")
    func file() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "load-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let roster = Roster((0..<3).map { _ in SimulatedAgent(SigningKey()) })
        _ = try ReportMaker().envelope(.delta, of: 1, at: Self.now, booted: Self.now - 600, in: roster)
        try roster.write(to: path)
        let again = try Roster(path: path)
        #expect(again.agents.map(\.id) == roster.agents.map(\.id))
        #expect(again.agents.map(\.stream) == roster.agents.map(\.stream))
        #expect((0..<3).map { again.take($0).seq } == [1, 2, 1])
        #expect((0..<3).map { again.take($0).devices.utf8.count } == [0, 32, 0])
    }

    @Test(
        "a file that names no agents is refused with its line",
        arguments: [
            ("", "names no agent"), ("x\n", ":1: no agent stands there"),
            ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA 1 -\nAAAA 1 -\n", ":2: no agent stands there"),
            ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA 0 -\n", ":1: no agent stands there"),
        ])
    func badFile(_ text: String, _ words: String) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "load-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(filePath: path))
        let failure = #expect(throws: LoadFailure.self) { try Roster(path: path) }
        #expect(failure?.description.contains(words) == true, "\(String(describing: failure))")
    }

    private static let now = Date(timeIntervalSince1970: 1_756_706_400)

    @Test("each mode lets every agent speak as often as it says", arguments: [1, 2, 7, 100])
    func plans(_ agents: Int) throws {
        func plan(_ mode: LoadMode, _ envelopes: Int = 1) -> LoadPlan {
            LoadPlan(mode: mode, agents: agents, envelopes: envelopes, days: 10, now: Self.now)
        }
        func orders(_ plan: LoadPlan) throws -> [LoadPlan.Order] {
            try (0..<#require(plan.turnCount)).flatMap { plan.turn($0).flatMap(\.self) }
        }
        func times(_ orders: [LoadPlan.Order]) -> Set<Int> {
            Set(Dictionary(grouping: orders, by: \.agent).values.map(\.count))
        }
        for (mode, count) in [
            (LoadMode.firstDay, 1), (.bootStorm, 1), (.steadyDay, LoadPlan.dayHours), (.offlineReturn, 10), (.pcDay, 3),
        ] {
            let all = try orders(plan(mode, 1))
            #expect(times(all) == [count] && Set(all.map(\.agent)).count == agents, "\(mode)")
            #expect(all.allSatisfy { $0.time <= Self.now && $0.booted < $0.time })
        }
        #expect(try plan(.firstDay, 3).turn(#require(plan(.firstDay, 3).turnCount) - 1)[0].count <= 3)
        #expect(plan(.delta, 10).turn(agents + 1)[0].map(\.agent) == Array(repeating: 1 % agents, count: 10))
        #expect(plan(.offlineReturn, 4).turn(0).map(\.count) == [4, 4, 2])
    }

    @Test("a process's cost is read from the kernel's texts, whatever its name")
    func cost() throws {
        let stat = "7 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 3 0 1 2 3"
        let status = "Name:\ta\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n"
        let cost = try #require(ProcessCost(stat: stat, status: status, ticksPerSecond: 100))
        #expect(cost.processorSeconds == 3 && cost.residentBytes == 1_048_576 && cost.peakBytes == 2_097_152)
        #expect(ProcessCost(stat: "7 (a", status: status, ticksPerSecond: 100) == nil)
        #expect(ProcessCost(stat: stat, status: "", ticksPerSecond: 100) == nil)
        #expect(try ProcessCost.ofThisProcess().residentBytes > 1_000_000)
        #expect(throws: LoadFailure.noProcess(0)) { try ProcessCost.of(0) }
    }

    @Test(
        "percentiles take the nearest rank",
        arguments: [([], 0.5, nil), ([7], 0.99, 7), ([1, 2, 3, 4], 0.5, 2), ([1, 2, 3, 4], 0.99, 4)]
            as [([Float], Double, Double?)])
    func percentiles(_ sorted: [Float], _ share: Double, _ expected: Double?) {
        #expect(LoadResult.percentile(share, of: sorted) == expected)
    }
}
