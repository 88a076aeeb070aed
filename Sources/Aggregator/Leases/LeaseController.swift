internal import FoundationEssentials
internal import Hummingbird
internal import Logging
internal import Reports
internal import Store

/// `POST /v1/leases`: says who may test a school's line now.
final class LeaseController: Sendable {
    private let services: AggregatorServices
    private let limiter: SharedLimiter

    init(services: AggregatorServices) {
        self.services = services
        limiter = SharedLimiter(services, purpose: "lease ask", limit: services.configuration.leaseAskLimit)
    }

    func answer(_ request: Request, context: AggregatorContext) async throws -> Response {
        let now = services.now()
        let text = try await request.text(
            limitBytes: services.configuration.leaseLimitBytes, within: services.configuration.bodyTimeout, context)
        let ask = try await verified(text, at: now)
        let server = services.lineTestServer(request.head.authority)
        // What was granted is given back, and a listener told of, wherever it is asked.
        guard ask.request.ask != .test || server != nil else {
            return try .json(LeaseResponse(refusal: .noServer, gateways: try await gateways(of: ask.request.agent)))
        }
        let answer = try await services.store.answer(ask)
        services.tally.note(answer.outcome)
        if case .test(let lease) = answer.outcome {
            context.logger.info(
                "line leased", metadata: ["agent": "\(lease.agent)", "line": "\(lease.line)", "lease": "\(lease.id)"])
        }
        let wording = LeaseWording(server: server, now: now, makeToken: services.makeToken)
        return try .json(wording.response(to: ask.request, answer))
    }

    private func gateways(of agent: AgentID) async throws -> [String] {
        guard let school = try await services.store.registeredAgents([agent])[agent]?.school else { return [] }
        let query = Query(asOf: services.now(), school: school)
        return try await services.store.gateways(query, scope: .everything).compactMap(\.gateway).sorted()
    }

    /// The key on record decides before anything of the payload is read; only then is the request counted as the agent's.
    private func verified(_ text: String, at now: Date) async throws -> LeaseAsk {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        guard let envelope = try? Envelope(text: line) else { throw Refusal.badEnvelope }
        let agents = try await services.store.registeredAgents([envelope.keyID])
        guard let agent = agents[envelope.keyID] else { throw Refusal.unknownAgent }
        if let refusal = Refusal.inPlaceOfAnswer(to: agent) { throw refusal }
        let ask: LeaseAsk
        do {
            ask = try LeaseAsk(
                envelope, key: agent.publicKey, newID: Hexadecimal.encode(Data(randomBytes: 16)),
                newPeerToken: Hexadecimal.encode(Data(randomBytes: 16)), time: now,
                rules: services.configuration.leases)
        } catch EnvelopeFailure.badSignature {
            throw Refusal.badSignature
        } catch EnvelopeFailure.tooLarge {
            throw Refusal.bodyTooLarge
        } catch is EnvelopeFailure {
            throw Refusal.badEnvelope
        } catch ReportFailure.anotherAgent {
            throw Refusal.badSignature
        } catch is ReportFailure {
            throw Refusal.outOfBounds
        }
        guard try await limiter.secondsToWait(agent.id.text, at: now) == nil else { throw Refusal.tooManyAsks }
        return ask
    }
}
