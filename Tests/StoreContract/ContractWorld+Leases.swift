import FoundationEssentials
import Reports
import Store

extension ContractWorld {
    static let gateway = String(repeating: "a", count: 32)
    static let otherGateway = String(repeating: "b", count: 32)

    /// Asks as the agent's own signed request; ids and tokens are as unguessable as a random UUID.
    @discardableResult
    func ask(
        _ agent: ContractAgent, _ ask: LeaseRequest.Ask = .test, at seconds: TimeInterval = 0, slot: String? = nil,
        gateway: String? = nil, elsewhere: Bool? = nil, enrolledHere: Bool? = nil, inLessons: Bool? = true,
        medium: LineLink.Medium? = .wired, mayListen: Bool? = nil, latencyOnly: Bool? = nil, lease: String? = nil,
        bytes: Int? = nil,
        test: String? = nil, listening: String? = nil, nonce: String? = nil, askedAt: TimeInterval? = nil,
        rules: LeaseRules = LeaseRules()
    ) async throws -> LeaseAnswer {
        let request = LeaseRequest(
            agent: agent.id, ask: ask, askedAt: time(askedAt ?? seconds), nonce: nonce ?? Self.nonce(), slot: slot,
            inLessons: inLessons, gateway: gateway, elsewhere: elsewhere, enrolledHere: enrolledHere, medium: medium,
            mayListen: mayListen, latencyOnly: latencyOnly, lease: lease, bytes: bytes, test: test, listening: listening
        )
        let envelope = try Envelope.seal(request, kind: .lease, with: agent.key)
        return try await store.answer(
            LeaseAsk(
                envelope, key: agent.key.publicKey, newID: Self.nonce(), newPeerToken: Self.nonce(), time: at(seconds),
                rules: rules))
    }

    /// Asks for a test from behind the school's first gateway, where every agent of these tests was enrolled.
    @discardableResult
    func askHere(
        _ agent: ContractAgent, at seconds: TimeInterval = 0, slot: String? = nil,
        medium: LineLink.Medium? = .wired, mayListen: Bool? = nil, latencyOnly: Bool? = nil,
        rules: LeaseRules = LeaseRules()
    ) async throws -> LeaseAnswer {
        try await ask(
            agent, at: seconds, slot: slot, gateway: Self.gateway, enrolledHere: true, medium: medium,
            mayListen: mayListen, latencyOnly: latencyOnly, rules: rules)
    }

    func release(
        _ agent: ContractAgent, _ lease: HeldLease, at seconds: TimeInterval, bytes: Int? = 1_000,
        test: String? = "t"
    ) async throws -> LeaseAnswer {
        try await ask(agent, .release, at: seconds, lease: lease.id, bytes: bytes, test: test)
    }

    func move(_ gateway: String, to line: String, at seconds: TimeInterval = 0) async throws {
        try await store.moveGateway(
            GatewayMove(school: "A-1", gateway: gateway, line: line, movedAt: at(seconds), movedBy: "aset"))
    }

    /// The tests as they come from behind the school's first gateway, each under a lease of its own.
    /// - Parameter seconds: when the leases are asked for; nil for when each test says that it began.
    func leased(_ tests: [LineTest], by agent: ContractAgent, at seconds: TimeInterval? = nil) async throws
        -> [LineTest]
    {
        let rules = LeaseRules(agentTestsPerDay: 1_000, monthlyBytes: nil)
        var leased: [LineTest] = []
        for var test in tests {
            let begun = seconds ?? test.startedAt.wallClock.timeIntervalSince(start)
            guard let lease = try await askHere(agent, at: begun, rules: rules).granted else {
                throw ContractFailure(description: "no lease for the test \(test.id)")
            }
            _ = try await release(agent, lease, at: begun, test: test.id)
            var circumstances = test.circumstances ?? LineCircumstances()
            circumstances.lease = lease.id
            circumstances.gateway = Self.gateway
            test.circumstances = circumstances
            leased.append(test)
        }
        return leased
    }

    static func nonce() -> String {
        (0..<32).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
    }
}

/// What a contract's own arrangement could not bring about.
struct ContractFailure: Error, CustomStringConvertible {
    var description: String
}

extension LeaseAnswer {
    /// The lease of an agent that may test.
    var granted: HeldLease? {
        guard case .test(let lease) = outcome else { return nil }
        return lease
    }

    var listener: HeldLease? {
        guard case .listen(let lease) = outcome else { return nil }
        return lease
    }

    var reason: SlotRecord.Reason? {
        guard case .refused(let reason, _, _) = outcome else { return nil }
        return reason
    }
}
