import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let enrollment = [
        StoreContract("a code enrols as many computers as it has uses") { world in
            try await world.withSchools()
            try await world.withCode("code", room: "101", uses: 2)
            let keys = [SigningKey(), SigningKey(), SigningKey()]
            let first = try await world.redeem("code", keys[0])
            #expect(
                first
                    == .accepted(
                        RegisteredAgent(
                            id: keys[0].publicKey.agentID, publicKey: keys[0].publicKey, state: .enrolled,
                            school: "A-1", room: "101")))
            guard case .accepted(let second) = try await world.redeem("code", keys[1], room: "102") else {
                Issue.record("the second use was refused")
                return
            }
            #expect(second.room == "102", "what the technician typed wins over the code's room")
            #expect(try await world.redeem("code", keys[2]) == .usedUp)
            let left = try await world.store.enrollments(world.query(), scope: .everything)
            #expect(left.map(\.usesLeft) == [0])
            #expect(left.map(\.uses) == [2])
        },
        StoreContract("the same key with the same code again spends nothing, used up or expired") { world in
            try await world.withSchools()
            try await world.withCode("code", uses: 1)
            let key = SigningKey()
            guard case .accepted(let agent) = try await world.redeem("code", key) else {
                Issue.record("the code was refused")
                return
            }
            #expect(try await world.redeem("code", key) == .alreadyEnrolled(agent))
            #expect(try await world.redeem("code", key, at: 999_999) == .alreadyEnrolled(agent))
            let rows = try await world.store.agents(world.query(), scope: .everything)
            #expect(rows.count == 1)
        },
        StoreContract("unknown and expired codes are told apart") { world in
            try await world.withSchools()
            try await world.withCode("code")
            #expect(try await world.redeem("another", SigningKey()) == .unknownCode)
            #expect(try await world.redeem("code", SigningKey(), at: 86_400) == .expired)
            #expect(try await world.store.agents(world.query(), scope: .everything).isEmpty)
        },
        StoreContract("another code moves an agent from that day on") { world in
            try await world.withSchools()
            let agent = try await world.withAgent(school: "A-1")
            try await world.withCode("move", school: "B-1")
            let before = try await world.leased([world.test("before", at: 3_600, down: 5, up: 1)], by: agent)
            guard case .accepted(let moved) = try await world.redeem("move", agent.key, at: 7_200) else {
                Issue.record("the move was refused")
                return
            }
            #expect(moved.school == "B-1")
            let after = try await world.leased([world.test("after", at: 9_000, down: 50, up: 10)], by: agent)
            _ = try await world.store.ingest([world.report(agent, 1, at: 9_500, tests: before + after)])
            let lines = try await world.store.lines(world.query(10_000), scope: .everything)
            #expect(lines.map(\.school) == ["A-1", "B-1"])
            #expect(lines.map(\.downloadMbps) == [5, 50])
        },
        StoreContract("a revoked agent is told so and its reports are refused") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            try await world.store.revoke(agent.id, at: world.at(10))
            #expect(try await world.redeem(agent.id.text, agent.key) == .revoked)
            #expect(try await world.store.registeredAgents([agent.id])[agent.id]?.state == .revoked)
            let outcome = try await world.store.ingest([world.report(agent, 1)])
            #expect(outcome.dispositions == [.agentRefused])
            #expect(try await world.store.envelopes(after: 0, limit: 10, scope: .everything).isEmpty)
            await #expect(throws: StoreFailure.self) {
                try await world.store.revoke(ContractAgent().id, at: world.start)
            }
        },
        StoreContract("a revoked agent is taken in again by a code it has not used, never by one it has") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            try await world.withCode("second", school: "B-1", uses: 3)
            try await world.withCode("third", uses: 1)
            guard case .accepted = try await world.redeem("second", agent.key, at: 5) else {
                Issue.record("the move was refused")
                return
            }
            try await world.store.revoke(agent.id, at: world.at(10))
            #expect(try await world.redeem(agent.id.text, agent.key, at: 20) == .revoked, "used before the last one")
            #expect(try await world.redeem("second", agent.key, at: 20) == .revoked)
            #expect(try await world.redeem("third", agent.key, at: 86_400) == .expired)
            guard case .accepted(let back) = try await world.redeem("third", agent.key, at: 20) else {
                Issue.record("a code it has not used was refused")
                return
            }
            #expect(back.state == .enrolled && back.school == "A-1")
            #expect(try await world.store.ingest([world.report(agent, 1)]).dispositions == [.stored])
            let left = try await world.store.enrollments(world.query(school: "A-1"), scope: .everything)
            #expect(left.map(\.usesLeft) == [9, 0])

            try await world.store.revoke(agent.id, at: world.at(30))
            try await world.store.revoke(agent.id, at: world.at(40))
            #expect(try await world.redeem("third", agent.key, at: 50) == .revoked)
        },
        StoreContract("a code needs a school that exists") { world in
            await #expect(throws: StoreFailure.unknownSchool("A-1")) { try await world.withCode("code") }
        },
        StoreContract("only agents that enrolled have keys") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let found = try await world.store.registeredAgents([agent.id, ContractAgent().id])
            #expect(found.keys.map(\.self) == [agent.id])
            #expect(found[agent.id]?.publicKey == agent.key.publicKey)
        },
    ]
}
