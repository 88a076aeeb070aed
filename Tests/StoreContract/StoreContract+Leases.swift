import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let leases = [
        StoreContract("of many computers that ask at once, one holds the line") { world in
            try await world.withSchools()
            var agents: [ContractAgent] = []
            for _ in 0..<20 { agents.append(try await world.withAgent()) }
            let answers = try await withThrowingTaskGroup(of: LeaseAnswer.self) { group in
                for agent in agents { group.addTask { try await world.askHere(agent, slot: "2025-09-01/1") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let leases = answers.compactMap(\.granted)
            #expect(leases.count == 1)
            #expect(leases.map(\.line) == ["1"])
            #expect(leases.map(\.expiresAt) == [world.at(120)])
            for answer in answers where answer.granted == nil {
                #expect(answer.outcome == .refused(.heldByAnother, holder: leases.first?.agent, retryAfter: 135))
            }
        },
        StoreContract("a school's lines are held apart, and so are schools behind gateways of one hash") { world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            let far = try await world.withAgent(school: "B-1")
            #expect(try await world.askHere(first).granted?.line == "1")
            let shared = try await world.ask(second, gateway: ContractWorld.otherGateway, enrolledHere: true)
            #expect(
                shared.outcome == .refused(.heldByAnother, holder: first.id, retryAfter: 135), "one line may be two")
            try await world.move(ContractWorld.otherGateway, to: "2")
            let other = try await world.ask(second, gateway: ContractWorld.otherGateway, enrolledHere: true)
            #expect(other.granted?.line == "2")
            #expect(other.gateways == [ContractWorld.gateway, ContractWorld.otherGateway])
            #expect(try await world.askHere(far).granted?.line == "1")
        },
        StoreContract("a holder that crashed blocks the line for its lease and the grace, then the slot is free") {
            world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            let slot = "2025-09-01/1"
            let lease = try await world.askHere(first, slot: slot).granted
            #expect(
                try await world.askHere(first, at: 10, slot: slot).granted == lease, "its answer may have been lost")
            #expect(try await world.askHere(first, at: 10, slot: "2025-09-01/2").reason == .heldByAnother)
            #expect(try await world.askHere(second, at: 134, slot: slot).reason == .heldByAnother)
            #expect(try await world.askHere(second, at: 135, slot: slot).granted?.agent == second.id)
        },
        StoreContract("a slot that was measured is not granted again; one released without a test is") { world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            let slot = "2025-09-01/1"
            var lease = try #require(try await world.askHere(first, slot: slot).granted)
            #expect(try await world.release(first, lease, at: 5, bytes: 0, test: nil).outcome == .noted)
            lease = try #require(try await world.askHere(second, at: 10, slot: slot).granted)
            #expect(try await world.release(first, lease, at: 15).outcome == .over, "it is another's")
            #expect(try await world.release(second, lease, at: 20).outcome == .noted)
            #expect(try await world.release(second, lease, at: 21, test: nil).outcome == .noted, "the first counts")
            #expect(try await world.askHere(first, at: 30, slot: slot).reason == .alreadyMeasured)
            #expect(try await world.askHere(first, at: 30, slot: "2025-09-01/2").granted != nil)
        },
        StoreContract("an agent is granted so many tests within 24 hours") { world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            let rules = LeaseRules(agentTestsPerDay: 2)
            for time in [0.0, 60] {
                let lease = try #require(try await world.askHere(first, at: time, rules: rules).granted)
                _ = try await world.release(first, lease, at: time + 30)
            }
            #expect(try await world.askHere(first, at: 120, rules: rules).reason == .agentCap)
            #expect(try await world.askHere(second, at: 120, rules: rules).granted != nil)
            #expect(try await world.askHere(first, at: 86_399, rules: rules).reason == .agentCap)
            #expect(try await world.askHere(first, at: 86_400, rules: rules).granted != nil)
        },
        StoreContract("a line's bytes of the month are spread over its days; unreleased leases count in full") {
            world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            // A megabyte for each of September's days.
            let rules = LeaseRules(monthlyBytes: 30_000_000, testBytes: 900_000, leastBytes: 200_000)
            let lease = try #require(try await world.askHere(first, rules: rules).granted)
            #expect(lease.byteAllowance == 500_000, "half of what is left by today")
            _ = try await world.release(first, lease, at: 30, bytes: 300_000)
            let crashed = try #require(try await world.askHere(first, at: 60, rules: rules).granted)
            #expect(crashed.byteAllowance == 350_000)
            #expect(try await world.askHere(second, at: 300, rules: rules).reason == .budget)
            let next = try #require(try await world.askHere(second, at: 86_400, rules: rules).granted)
            #expect(next.byteAllowance == 675_000, "what a day left goes to the next")
            #expect(
                try await world.release(first, crashed, at: 86_401, bytes: 0).outcome == .noted, "late, and counted")
            let later = try #require(try await world.askHere(second, at: 10 * 86_400, rules: rules).granted)
            #expect(later.byteAllowance == 900_000, "what one test may take")
        },
        StoreContract("the first test of a line runs in full, and every Nth after it") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            var full: [Bool] = []
            for index in 0..<7 {
                let time = Double(index) * 100
                let lease = try #require(
                    try await world.askHere(agent, at: time, rules: LeaseRules(agentTestsPerDay: 9, fullEvery: 3))
                        .granted)
                full.append(lease.full)
                _ = try await world.release(agent, lease, at: time + 50)
            }
            #expect(full == [true, false, false, true, false, false, true])
        },
        StoreContract("a request counts once; strangers and revoked agents get nothing") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let nonce = ContractWorld.nonce()
            func again(_ seconds: TimeInterval) async throws -> LeaseAnswer.Outcome {
                let answer = try await world.ask(
                    agent, at: seconds, gateway: ContractWorld.gateway, enrolledHere: true, nonce: nonce)
                return answer.outcome
            }
            guard case .test = try await again(0) else {
                Issue.record("the request was refused")
                return
            }
            #expect(try await again(1) == .replayed)
            #expect(try await again(29 * 86_400) == .replayed)
            let slot = ContractWorld.nonce()
            func late(_ seconds: TimeInterval) async throws -> LeaseAnswer {
                try await world.ask(
                    agent, at: seconds, slot: "2025-09-01/1", gateway: ContractWorld.gateway, nonce: slot, askedAt: 300)
            }
            #expect(try await late(300).granted != nil)
            #expect(try await late(86_399).outcome == .replayed)
            #expect(try await late(86_400 + 300).reason == .missed, "its age gives it away")
            #expect(try await world.askHere(ContractAgent()).outcome == .unknownAgent)
            try await world.store.revoke(agent.id, at: world.at(2))
            #expect(try await world.askHere(agent, at: 3).outcome == .revoked)
        },
    ]
}
