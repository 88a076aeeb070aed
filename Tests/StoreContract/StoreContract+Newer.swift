import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let newer = [
        StoreContract("what a newer agent says and nobody reads is named with its agent, while it says so") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            _ = try await world.withAgent()
            _ = try await world.store.ingest([
                world.newerReport(agent, 1, [("\"version\":1", "\"version\":2,\"mood\":{\"of\":\"pupils\"}")]),
                world.newerReport(
                    agent, 2, [("\"tablet\"", "\"hologram\""), ("\"bus\":", "\"colour\":\"red\",\"bus\":")]),
            ])
            let rows = try await world.store.agents(world.query(), scope: .everything)
            let named = rows.filter { $0.agent == agent.id }.map(\.unknownFields)
            #expect(named == [["mood", "scan.devices.category=hologram", "scan.devices.colour"]])
            #expect(rows.filter { $0.agent != agent.id }.map(\.unknownFields) == [[]])
            let devices = try await world.store.devices(world.query(), scope: .everything)
            #expect(devices.map(\.category) == [.unknown], "its word is unknown, its report is not lost")
            let later = try await world.store.agents(world.query(60 * 86_400), scope: .everything)
            #expect(later.map(\.unknownFields) == [[], []])
        },
        StoreContract("names without end are bounded by agent") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            for seq in 1...5 {
                let fields = (0..<32).map { "\"x\(seq)_\($0)\":1" }.joined(separator: ",")
                _ = try await world.store.ingest([
                    world.newerReport(agent, seq, [("\"version\":1", "\"version\":1,\(fields)")])
                ])
            }
            let rows = try await world.store.agents(world.query(), scope: .everything)
            #expect(rows.map(\.unknownFields.count) == [100])
        },
        StoreContract("a part that only a newer program knows links nobody") { world in
            try await world.withSchools()
            let parts = [MachineComponent(kind: .unknown, hash: "same")]
            let first = try await world.withAgent()
            _ = try await world.store.ingest([world.report(first, 1, scan: world.scan(parts: parts))])
            let second = try await world.withAgent(at: 3_000)
            _ = try await world.store.ingest([world.report(second, 1, at: 3_100, scan: world.scan(parts: parts))])
            #expect(try await world.store.agents(world.query(), scope: .everything).allSatisfy { $0.succeeds == nil })
        },
        StoreContract("summaries of line tests are counted beside the tests, and enter no figure") { world in
            try await world.withSchools()
            let (agent, far) = (try await world.withAgent(), try await world.withAgent(school: "B-1"))
            let reports = try [
                world.report(agent, 1, claim: nil, lineTestDays: [world.summary(4), world.summary(2)]),
                world.report(agent, 2, at: 90, tests: [world.test("T", at: 80, down: 9, up: 1)]),
                world.report(far, 1, claim: nil, lineTestDays: [world.summary(7)]),
            ]
            _ = try await world.store.ingest(reports + reports)
            let rows = try await world.store.lines(world.query(), scope: .everything)
            #expect(rows.map(\.school) == ["A-1", "B-1"])
            #expect(rows.map(\.testsSummarised) == [6, 7])
            #expect(rows.map(\.tests) == [0, 0])
            #expect(rows.map(\.days) == [0, 0])
            #expect(rows.map(\.downloadMbps) == [nil, nil])
            #expect(rows[1].schoolName == "Far school")
            let near = try await world.store.lines(world.query(), scope: .areas([ContractWorld.alga]))
            #expect(near.map(\.school) == ["A-1"])
            let before = try await world.store.lines(world.query(-60), scope: .everything)
            #expect(before == [])
        },
        StoreContract("a summary beyond all bounds is refused with its report") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            func refuse(_ name: String, _ change: (inout LineTestDay) -> Void) {
                var day = world.summary(4)
                change(&day)
                #expect(throws: ReportFailure.self, "\(name)") {
                    try world.report(agent, 1, claim: nil, lineTestDays: [day])
                }
            }
            refuse("no tests") { $0.tests = 0 }
            refuse("more tests in lessons than tests") { $0.testsInLessons = 5 }
            refuse("another day") { $0.day = "yesterday" }
            refuse("figures out of order") { $0.download?.low = 3 }
            refuse("a rate below nothing") { $0.download?.low = -1 }
            refuse("more of a verdict than tests") { $0.verdicts = ["clear": 5] }
            refuse("a novel for a verdict") { $0.verdicts = [String(repeating: "x", count: 65): 1] }
            refuse("bytes beyond reason") { $0.bytes = 2_000_000_000_000 }
            refuse("a time beyond a century") { $0.first.monotonic = 1e10 }
            let days = (0..<1_001).map { number in
                var day = world.summary(1)
                day.first.monotonic += Double(number * 7_919 % 100_003)
                day.bytes += number * 104_729 % 1_000_003
                return day
            }
            #expect(throws: ReportFailure.self) { try world.report(agent, 1, claim: nil, lineTestDays: days) }
        },
    ]
}

extension ContractWorld {
    func summary(_ tests: Int) -> LineTestDay {
        LineTestDay(
            day: "2025-09-01", first: time(0), last: time(50), tests: tests, testsInLessons: 0,
            download: LineTestDay.Figures(low: 1, median: 2, high: 3), upload: nil, idleLatency: nil,
            verdicts: ["clear": tests], bytes: 5_000_000)
    }

    /// A report of a program that does not exist yet: one of today's, with its JSON changed before it is signed.
    func newerReport(
        _ agent: ContractAgent, _ seq: Int, _ changes: [(old: String, new: String)]
    ) throws -> VerifiedReport {
        let report = try report(agent, seq, scan: scan([device("d")])).report
        var json = String(decoding: try ReportCoder.encode(report), as: UTF8.self)
        for change in changes { json.replace(change.old, with: change.new) }
        let header = #"{"alg":"EdDSA","kid":"\#(agent.id)","typ":"parta-report"}"#
        let payload = try Gzip.compress(Data(json.utf8))
        let signed = Base64URL.encode(Data(header.utf8)) + "." + Base64URL.encode(payload)
        let text = try signed + "." + Base64URL.encode(agent.key.signature(for: Data(signed.utf8)))
        return try VerifiedReport(Envelope(text: text), key: agent.key.publicKey, receivedAt: at(61))
    }
}
