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
                (first, 1, [slot("d/1", nil), slot("d/2", .ownTraffic), slot("d/3", .missed, gateway: nil)]),
                (
                    second, 1,
                    [
                        slot("d/1", .heldByAnother), slot("d/2", .missed, gateway: nil),
                        slot("d/3", .notSchoolLine, gateway: nil),
                    ]
                ),
                (second, 2, [slot("d/2", nil)]),
            ]
            for (agent, seq, slots) in told {
                let outcome = try await world.store.ingest([world.report(agent, seq, slots: slots)])
                #expect(outcome.dispositions == [.stored])
            }
            let rows = try await world.store.slots(world.query(school: "A-1"), scope: .everything)
            #expect(
                rows == [
                    SlotRow(
                        school: "A-1", schoolName: "Support school", slotsPlanned: 1,
                        slotsSkipped: ["not_school_line": 1]),
                    SlotRow(
                        school: "A-1", schoolName: "Support school", line: "1", slotsPlanned: 2, slotsRun: 1,
                        slotsSkipped: ["own_traffic": 1]),
                ], "a slot is decided once: what came later about d/2 does not count")
            #expect(try await world.store.slots(world.query(since: world.at(51)), scope: .everything).isEmpty)
            #expect(try await world.store.slots(world.query(), scope: .areas([ContractWorld.rudny])).isEmpty)
        }
    ]
}
