internal import HTTPTypes
internal import Hummingbird
internal import Reports
internal import Store

/// `GET /v1/settings`: the settings of the school that the asking agent is assigned to.
final class SettingsController: Sendable {
    private let services: AggregatorServices
    private let desk: SettingsDesk
    private let limiter: SharedLimiter

    init(services: AggregatorServices, desk: SettingsDesk) {
        self.services = services
        self.desk = desk
        limiter = SharedLimiter(
            services, purpose: "settings ask", limit: services.configuration.settingsAskLimit)
    }

    func answer(_ request: Request, context: AggregatorContext) async throws -> Response {
        let now = services.now()
        guard let name = HTTPField.Name(SettingsRequest.header), let text = request.headers[name] else {
            throw Refusal.badEnvelope
        }
        let (ask, agent) = try await verified(text)
        guard try await limiter.secondsToWait(agent.id.text, at: now) == nil else { throw Refusal.tooManyAsks }
        let settings = try await desk.envelope(for: agent.school, at: now)
        // Who names a higher version was set by a database that a backup has replaced: it keeps what it has.
        let isNewer = settings.map { $0.version > ask.request.version } ?? false
        return try .json(
            SettingsResponse(
                settings: isNewer ? settings?.text : nil, trust: services.statements(after: ask.request.trustVersion),
                serverTime: now))
    }

    /// The key on record decides before anything of the payload is read.
    private func verified(_ text: String) async throws -> (ask: SettingsAsk, agent: RegisteredAgent) {
        guard let envelope = try? Envelope(text: text) else { throw Refusal.badEnvelope }
        guard let agent = try await services.store.registeredAgents([envelope.keyID])[envelope.keyID] else {
            throw Refusal.unknownAgent
        }
        switch agent.state {
        case .enrolled: break
        case .waiting: throw Refusal.waitingForApproval
        case .revoked: throw Refusal.revoked
        }
        do {
            return (try SettingsAsk(envelope, key: agent.publicKey), agent)
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
    }
}
