import FoundationEssentials
import Reports
import Store
import Testing

/// What no agent's word can do, however wrong.
extension StoreContract {
    static let leaseGuards: [StoreContract] = [
        StoreContract("a clock that is wrong gets no slot, and a slot is of these days") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            func ask(_ slot: String?, clock: TimeInterval) async throws -> LeaseAnswer {
                try await world.ask(
                    agent, slot: slot, gateway: ContractWorld.gateway, enrolledHere: true, askedAt: clock)
            }
            let clocks: [TimeInterval] = [-121, 121, 300, 5 * 3_600, -30 * 86_400]
            for clock in clocks {
                let answer = try await ask("2025-09-01/1", clock: clock)
                #expect(answer.outcome == .refused(.missed, holder: nil, retryAfter: nil))
            }
            for slot in ["2025-08-30/1", "2025-09-03/1", "2025-W34/out", "2025-W37/out", "20250901/1", "later"] {
                #expect(try await ask(slot, clock: 0).reason == .missed, "\(slot)")
            }
            for slot in ["2025-08-31/1", "2025-09-01/1", "2025-09-02/1", "2025-W35/out", "2025-W36/out"] {
                let lease = try #require(try await ask(slot, clock: 120).granted, "\(slot)")
                _ = try await world.release(agent, lease, at: 0, test: nil)
            }
            #expect(try await ask(nil, clock: 5 * 3_600).granted != nil, "by hand, whatever the clock")
        },
        StoreContract("a release without bytes measured nothing, and one with many takes its own allowance at most") {
            world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            let slot = "2025-09-01/1"
            let rules = LeaseRules(monthlyBytes: 300_000_000, testBytes: 1_000_000, leastBytes: 200_000)
            var lease = try #require(try await world.askHere(first, slot: slot, rules: rules).granted)
            _ = try await world.release(first, lease, at: 5, bytes: 0)
            lease = try #require(
                try await world.askHere(second, at: 6, slot: slot, rules: rules).granted, "nothing was measured")
            _ = try await world.release(second, lease, at: 7, bytes: nil)
            lease = try #require(try await world.askHere(first, at: 10, slot: slot, rules: rules).granted)
            _ = try await world.release(first, lease, at: 20, bytes: 1_000_000_000_000)
            #expect(try await world.askHere(second, at: 86_400, rules: rules).granted != nil)
        },
        StoreContract("a lease with too little left for a test is not handed out again") { world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            let slot = "2025-09-01/1"
            let lease = try #require(try await world.askHere(first, slot: slot).granted)
            #expect(try await world.askHere(first, at: 30, slot: slot).granted == lease)
            #expect(
                try await world.askHere(first, at: 31, slot: slot).outcome
                    == .refused(.heldByAnother, holder: first.id, retryAfter: 104))
            #expect(try await world.askHere(second, at: 134, slot: slot).reason == .heldByAnother)
            #expect(try await world.askHere(first, at: 135, slot: slot).granted?.agent == first.id)
        },
        StoreContract("latency alone needs the line too, takes next to nothing, and measures its slot") { world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            let slot = "2025-09-01/1"
            let spent = LeaseRules(monthlyBytes: 0)
            let lease = try #require(
                try await world.askHere(first, slot: slot, mayListen: true, latencyOnly: true, rules: spent).granted)
            #expect(lease.latencyOnly && lease.byteAllowance == 200_000)
            #expect(!lease.full && !lease.mlab && lease.peer == nil)
            #expect(try await world.askHere(second, slot: slot, latencyOnly: true).reason == .heldByAnother)
            _ = try await world.release(first, lease, at: 10, bytes: 0)
            #expect(try await world.askHere(second, at: 11, slot: slot).reason == .alreadyMeasured)
            let next = try #require(try await world.askHere(second, at: 12, slot: "2025-09-01/2").granted)
            #expect(next.full, "the line's first test proper")
        },
        StoreContract("a line's tests against M-Lab are counted for the line, not for each computer") { world in
            try await world.withSchools()
            let agents = [try await world.withAgent(), try await world.withAgent()]
            let rules = LeaseRules(mlabPerDay: 2)
            var mlab: [Bool] = []
            for (index, time) in [0, 200, 400, 86_399, 86_600.0].enumerated() {
                let agent = agents[index % 2]
                let lease = try #require(try await world.askHere(agent, at: time, rules: rules).granted)
                mlab.append(lease.mlab)
                _ = try await world.release(agent, lease, at: time + 50)
            }
            #expect(mlab == [true, true, false, false, true])
        },
    ]
}
