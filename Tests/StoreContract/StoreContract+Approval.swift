import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let approval = [
        StoreContract("beyond the expected number agents wait, and are approved") { world in
            try await world.withSchools()
            try await world.withCode("code", uses: 5, expected: 1)
            let agents = [ContractAgent(), ContractAgent(), ContractAgent()]
            for (number, agent) in agents.enumerated() {
                guard case .accepted(let taken) = try await world.redeem("code", agent.key, at: Double(number)) else {
                    Issue.record("agent \(number) was refused")
                    return
                }
                #expect(taken.state == (number == 0 ? .enrolled : .waiting))
            }
            let waiting = Array(agents.dropFirst())
            let rows = try await world.store.agents(world.query(), scope: .everything)
            #expect(rows.map(\.state) == [.enrolled, .waiting, .waiting])
            #expect(rows.map(\.waitingSince) == [nil, world.at(1), world.at(2)])
            guard case .alreadyEnrolled(let again) = try await world.redeem("code", waiting[0].key, at: 9) else {
                Issue.record("asking again was refused")
                return
            }
            #expect(again.state == .waiting, "asking again is no way around the approval")

            let outcome = try await world.store.ingest([world.report(waiting[0], 1), world.report(agents[0], 1)])
            #expect(outcome.dispositions == [.agentWaiting, .stored])
            #expect(try await world.store.envelopes(after: 0, limit: 10, scope: .everything).count == 1)

            await #expect(throws: StoreFailure.self) {
                try await world.store.approve([waiting[0].id, ContractAgent().id], at: world.at(20))
            }
            #expect(try await world.state(of: waiting[0].id) == .waiting, "all or none")
            let approved = try await world.store.approve(
                [agents[0].id, waiting[0].id, waiting[0].id], at: world.at(20))
            #expect(approved == [waiting[0].id])
            #expect(try await world.store.ingest([world.report(waiting[0], 1)]).dispositions == [.stored])
            #expect(try await world.state(of: waiting[1].id) == .waiting)
        },
        StoreContract("a school whose number nobody said expects what its codes are good for") { world in
            try await world.withSchools()
            try await world.withCode("one", uses: 2)
            try await world.withCode("two", uses: 1)
            for code in ["one", "two", "one"] {
                guard case .accepted(let taken) = try await world.redeem(code, SigningKey()) else {
                    Issue.record("\(code) was refused")
                    return
                }
                #expect(taken.state == .enrolled)
            }
        },
        StoreContract("who waits, is revoked or has moved takes no place") { world in
            try await world.withSchools()
            try await world.withCode("code", expected: 1)
            try await world.withCode("away", school: "B-1")
            let (first, second, third) = (ContractAgent(), ContractAgent(), ContractAgent())
            _ = try await world.redeem("code", first.key)
            _ = try await world.redeem("code", second.key)
            #expect(try await world.state(of: second.id) == .waiting)
            _ = try await world.redeem("away", first.key, at: 10)
            _ = try await world.redeem("code", third.key, at: 20)
            #expect(try await world.state(of: third.id) == .enrolled)
            try await world.store.revoke(third.id, at: world.at(30))
            let fourth = ContractAgent()
            _ = try await world.redeem("code", fourth.key, at: 40)
            #expect(try await world.state(of: fourth.id) == .enrolled)
        },
        StoreContract("a waiting agent that is revoked is no longer waiting") { world in
            try await world.withSchools()
            try await world.withCode("code", expected: 0)
            let agent = ContractAgent()
            _ = try await world.redeem("code", agent.key)
            try await world.store.revoke(agent.id, at: world.at(5))
            #expect(try await world.store.approve([agent.id], at: world.at(6)) == [])
            #expect(try await world.state(of: agent.id) == .revoked)
            #expect(try await world.store.agents(world.query(), scope: .everything).map(\.waitingSince) == [nil])
        },
        StoreContract("a receipt readmits who is not known, with its school, once and for nothing") { world in
            try await world.withSchools()
            let agent = ContractAgent()
            try await world.withCode("code", uses: 1, expected: 0)
            guard case .accepted(let back) = try await world.readmit(agent.key) else {
                Issue.record("the receipt was refused")
                return
            }
            #expect(back.state == .enrolled && back.school == "A-1" && back.room == "7")
            #expect(try await world.readmit(agent.key, school: "B-1", at: 5) == .alreadyEnrolled(back))
            #expect(try await world.store.ingest([world.report(agent, 1)]).dispositions == [.stored])
            let codes = try await world.store.enrollments(world.query(), scope: .everything)
            #expect(codes.map(\.usesLeft) == [1])
            #expect(try await world.readmit(SigningKey(), school: "Z-9") == .unknownSchool)
            let late = ContractAgent()
            _ = try await world.readmit(late.key, waiting: true)
            #expect(try await world.state(of: late.id) == .waiting)
        },
        StoreContract("no receipt readmits who was revoked, known or not; a new code does") { world in
            try await world.withSchools()
            let known = try await world.withAgent()
            let unknown = ContractAgent()
            for agent in [known, unknown] {
                try await world.store.revoke(agent.id, at: world.at(10), evenUnknown: true)
                #expect(try await world.readmit(agent.key, at: 20) == .revoked)
            }
            // A restored database has forgotten who came by which code: one from before the revocation lets nobody back in.
            try await world.withCode("old", at: 5)
            #expect(try await world.redeem("old", unknown.key, at: 25) == .revoked)
            try await world.withCode("new", at: 15)
            for agent in [known, unknown] {
                _ = try await world.redeem("new", agent.key, at: 30)
                #expect(try await world.state(of: agent.id) == .enrolled)
                guard case .alreadyEnrolled = try await world.readmit(agent.key, at: 40) else {
                    Issue.record("the code did not lift the revocation")
                    return
                }
            }
        },
        StoreContract("what a bundle brings again moves nobody back and spends nothing") { world in
            try await world.withSchools()
            let agent = ContractAgent()
            try await world.withCode("first", school: "A-1", uses: 2)
            try await world.withCode("second", school: "B-1", uses: 1)
            _ = try await world.redeem("first", agent.key, isForUnknownOnly: true)
            _ = try await world.redeem("second", agent.key, at: 10)
            guard
                case .alreadyEnrolled(let same) = try await world.redeem(
                    "first", agent.key, at: 20, isForUnknownOnly: true)
            else {
                Issue.record("the bundle was not taken as known")
                return
            }
            #expect(same.school == "B-1")
            let codes = try await world.store.enrollments(world.query(), scope: .everything)
            #expect(codes.map(\.usesLeft) == [1, 0])
        },
        StoreContract("agents behind the newest release are told apart") { world in
            try await world.withSchools()
            try await world.withCode("code")
            for (number, version) in ["0.9", "0.10.1", "0.10"].enumerated() {
                _ = try await world.store.redeem(
                    EnrollmentAttempt(
                        secretHash: world.secretHash("code"), publicKey: SigningKey().publicKey, agentVersion: version,
                        time: world.at(Double(number))))
            }
            let rows = try await world.store.agents(world.query(), scope: .everything)
            #expect(rows.map(\.oldVersion) == [true, false, true])
        },
    ]
}
