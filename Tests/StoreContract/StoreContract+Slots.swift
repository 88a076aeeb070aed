import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let slots = [
        StoreContract("a slot counts once for its line, with the reason that came closest to a test") { world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            _ = try await world.askHere(first)
            func slot(
                _ id: String, _ reason: SlotRecord.Reason?, gateway: String? = ContractWorld.gateway
            ) -> SlotRecord {
                SlotRecord(
                    id: id, plannedAt: world.at(50), decidedAt: world.time(50), inLessons: true, ran: reason == nil,
                    reason: reason, test: reason == nil ? "t" : nil, gateway: gateway)
            }
            let told: [(ContractAgent, Int, [SlotRecord])] = [
                (
                    first, 1,
                    [
                        slot("2025-09-01/1", nil), slot("2025-09-01/2", .ownTraffic),
                        slot("2025-09-01/3", .missed, gateway: nil), slot("2025-09-01/4", .ownTraffic),
                        slot("2025-09-01/5", .unknownGateway, gateway: nil),
                    ]
                ),
                (
                    second, 1,
                    [
                        slot("2025-09-01/1", .heldByAnother), slot("2025-09-01/2", .missed, gateway: nil),
                        slot("2025-09-01/3", .notSchoolLine, gateway: nil),
                        slot("2025-09-01/4", .unknownGateway, gateway: nil),
                        slot("2025-09-01/5", .noAggregator, gateway: nil),
                    ]
                ),
                (second, 2, [slot("2025-09-01/2", nil), slot("2025-09-01/4", .serverBusy)]),
                (second, 3, [slot("2025-09-01/2", .budget)]),
            ]
            for (agent, seq, slots) in told {
                let outcome = try await world.store.ingest([world.report(agent, seq, slots: slots)])
                #expect(outcome.dispositions == [.stored])
            }
            let rows = try await world.store.slots(world.query(school: "A-1"), scope: .everything)
            #expect(
                rows == [
                    SlotRow(
                        school: "A-1", schoolName: "Support school", slotsPlanned: 2,
                        slotsSkipped: ["not_school_line": 1, "no_aggregator": 1]),
                    SlotRow(
                        school: "A-1", schoolName: "Support school", line: "1", slotsPlanned: 3, slotsRun: 2,
                        slotsSkipped: ["own_traffic": 1]),
                ], "a slot is decided once, but that a test ran is never lost")
            #expect(try await world.store.slots(world.query(since: world.at(51)), scope: .everything).isEmpty)
            #expect(try await world.store.slots(world.query(), scope: .areas([ContractWorld.rudny])).isEmpty)
        },
        StoreContract("slots that a computer lost are counted once per report, with the school's only line") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            _ = try await world.askHere(agent)
            func rows() async throws -> [[Int?]] {
                try await world.store.slots(world.query(school: "A-1"), scope: .everything).map {
                    [$0.line.flatMap(Int.init), $0.slotsPlanned, $0.slotsDropped]
                }
            }
            let dropped = try world.report(agent, 1, slotsDropped: 7)
            _ = try await world.store.ingest([dropped, dropped])
            #expect(try await rows() == [[nil, 0, 7]])
            let slot = SlotRecord(
                id: "2025-09-01/1", plannedAt: world.at(50), decidedAt: world.time(50), inLessons: true, ran: false,
                reason: .ownTraffic, gateway: ContractWorld.gateway)
            let tests = try await world.leased([world.test("1", at: 300, down: 9, up: 1)], by: agent)
            let report = try world.report(agent, 2, at: 400, tests: tests, slots: [slot], slotsDropped: 2)
            _ = try await world.store.ingest([dropped, report])
            #expect(try await rows() == [[1, 1, 9]])
            #expect(try await world.store.slots(world.query(since: world.at(401)), scope: .everything).isEmpty)
            let lines = try await world.store.lines(world.query(), scope: .everything)
            #expect(lines.map { [$0.slotsPlanned, $0.slotsRun, $0.skippedForTraffic] } == [[1, 0, 1]])
        },
        StoreContract("slots beyond all bounds are refused with their report") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let day = world.start.timeIntervalSince1970 - 6 * 3_600
            func refuses(_ seconds: TimeInterval = 50, _ change: (inout SlotRecord) -> Void) -> Bool {
                var slot = SlotRecord(
                    id: "2025-09-01/1", plannedAt: Date(timeIntervalSince1970: day + seconds),
                    decidedAt: world.time(50), inLessons: true, ran: true, test: "t")
                change(&slot)
                let report = Result { try world.report(agent, 1, slots: [slot]) }
                guard case .failure(let failure) = report else { return false }
                return failure is ReportFailure
            }
            #expect(!refuses { _ in })
            for id in ["2025-09-01/999", "2025-W36/out"] { #expect(!refuses { $0.id = id }, "\(id)") }
            for id in [
                "", "d/1", "2025-09-01", "2025-09-01/", "2025-09-01/0", "2025-09-01/01", "2025-09-01/+1",
                "2025-09-01/out", "2025-09-01/1/1", "2025-13-01/1", "2025-09-03/1", "2025-08-30/1", "2025-W36/1",
                "2025-W38/out", "2025-W34/out", "2025-W54/out", String(repeating: "x", count: 300),
            ] {
                #expect(refuses { $0.id = id }, "\(id)")
            }
            // Any time zone's day of that name, and no other moment.
            for (hours, isRefused) in [(-23.9, false), (-24.1, true), (47.9, false), (48.1, true), (1e9, true)] {
                #expect(refuses(hours * 3_600) { _ in } == isRefused, "\(hours)")
            }
            #expect(refuses { $0.test = nil })
            #expect(refuses { $0.test = "" })
            #expect(refuses { $0.ownTrafficMbps = 1.1e6 })
            #expect(refuses { $0.ownTrafficMbps = -1 })
            #expect(refuses { $0.serverTests = 1_000_001 })
            #expect(refuses { $0.gateway = String(repeating: "x", count: 201) })
            #expect(refuses { $0.decidedAt.bootID = String(repeating: "x", count: 201) })
            #expect(refuses { $0.decidedAt.monotonic = -1 })
            let slot = SlotRecord(
                id: "2025-09-01/1", plannedAt: world.start, decidedAt: world.time(50), inLessons: true, ran: false)
            func report(_ count: Int, dropped: Int?) throws -> VerifiedReport {
                // No two alike: what compresses as nothing honest does is refused before it is counted.
                let slots = (0..<count).map { number in
                    var one = slot
                    one.plannedAt += Double(number * 977 % 43_200)
                    one.decidedAt.monotonic += Double(number * 7_919 % 100_003)
                    return one
                }
                return try world.report(agent, 1, slots: slots, slotsDropped: dropped)
            }
            _ = try report(2_000, dropped: 1_000_000)
            for (count, dropped) in [(2_001, nil), (1, -1), (1, 1_000_001)] {
                #expect(throws: ReportFailure.self, "\(count) \(dropped as Any)") {
                    try report(count, dropped: dropped)
                }
            }
        },
    ]
}
