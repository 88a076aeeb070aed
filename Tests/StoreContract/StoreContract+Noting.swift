import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let noting = [
        StoreContract("a change and its note are one transaction: neither is there without the other") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let entry = AuditEntry(at: world.at(5), who: "aigul", action: .agentRevoked, object: "agent")
            let store = world.store.noting(entry)
            await #expect(throws: StoreFailure.self) {
                try await store.revoke(SigningKey().publicKey.agentID, at: world.at(5))
            }
            #expect(try await world.store.audit(since: nil, limit: nil).isEmpty)
            try await store.revoke(agent.id, at: world.at(5))
            #expect(try await world.store.audit(since: nil, limit: nil) == [entry])
            #expect(try await world.state(of: agent.id) == .revoked)
            // What changes nothing is nothing done.
            try await store.revoke(agent.id, at: world.at(6))
            _ = try await store.approve([agent.id], at: world.at(6))
            #expect(try await store.audit(since: nil, limit: nil) == [entry])
        },
        StoreContract("a note tells what only its write knows") { world in
            try await world.withSchools()
            let entry = AuditEntry(at: world.at(5), who: "aigul", action: .tokenRevoked, object: "o", detail: "d")
            let token = try await world.store.noting(entry, adding: { ($0 as? ReaderToken).map { "number \($0.id)" } })
                .createToken(
                    NewReaderToken(
                        hash: Data([1]), name: "n", role: .admin, reach: .areas([]), createdAt: world.at(1),
                        createdBy: "t", expiresAt: world.at(9)))
            var noted = entry
            noted.detail = "number \(token.id); d"
            #expect(try await world.store.audit(since: nil, limit: nil) == [noted])
            _ = try await world.store.noting(entry, adding: { _ in nil }).revokeToken(token.id, at: world.at(6))
            #expect(try await world.store.audit(since: nil, limit: nil) == [entry, noted])
        },
        StoreContract("a code that was taken back enrols nobody, and counts as often as it was used") { world in
            try await world.withSchools()
            try await world.withCode("one", uses: 3)
            let agent = ContractAgent()
            guard case .accepted = try await world.redeem("one", agent.key) else {
                Issue.record("not taken in")
                return
            }
            let code = try #require(try await world.store.enrollments(world.query(), scope: .everything).first)
            #expect(code.revokedAt == nil)
            let revoked = try await world.store.revokeEnrollment(code.id, at: world.at(9))
            #expect(revoked.revokedAt == world.at(9) && revoked.usesLeft == 2)
            #expect(try await world.store.revokeEnrollment(code.id, at: world.at(10)).revokedAt == world.at(9))
            #expect(try await world.redeem("one", SigningKey()) == .codeRevoked)
            // Whose first answer was lost is told again; it was taken in.
            guard case .alreadyEnrolled = try await world.redeem("one", agent.key) else {
                Issue.record("not known any more")
                return
            }
            // Three were expected by the first code; now one, and one by the second.
            try await world.withCode("two", uses: 1)
            try await world.withCode("three", uses: 9)
            let codes = try await world.store.enrollments(world.query(), scope: .everything)
            _ = try await world.store.revokeEnrollment(try #require(codes.last).id, at: world.at(11))
            let (second, moved) = (ContractAgent(), try await world.withAgent(school: "A-2"))
            _ = try await world.redeem("two", second.key)
            #expect(try await world.state(of: second.id) == .enrolled)
            try await world.withCode("four", uses: 1, expected: 2)
            _ = try await world.redeem("four", moved.key)
            #expect(try await world.state(of: moved.id) == .waiting)
            await #expect(throws: StoreFailure.self) { try await world.store.revokeEnrollment(99, at: world.at(9)) }
        },
    ]
}
