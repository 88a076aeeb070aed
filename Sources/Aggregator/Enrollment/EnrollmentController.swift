internal import FoundationEssentials
internal import Hummingbird
internal import Logging
internal import Reports
internal import Store
internal import Synchronization

/// `POST /v1/enroll`: takes an agent in by a code.
final class EnrollmentController: Sendable {
    /// The longest room, label or version taken, in bytes.
    static let textLimitBytes = 200

    private let services: AggregatorServices
    private let limiter = Mutex(AttemptLimiter())

    init(services: AggregatorServices) {
        self.services = services
    }

    func enroll(_ request: Request, context: AggregatorContext) async throws -> Response {
        let now = services.now()
        if limiter.withLock({ $0.isBlocked(context.address, at: now) }) { throw Refusal.tooManyAttempts }
        let limit = services.configuration.enrollmentLimitBytes
        let text = try await request.text(limitBytes: limit, within: services.configuration.bodyTimeout)
        let message = try Self.open(text, limitBytes: limit)
        let outcome = try await services.store.redeem(
            EnrollmentAttempt(
                secretHash: services.region.secretHash(of: message.secret), publicKey: message.publicKey,
                room: message.room, label: message.label, agentVersion: message.agentVersion, time: now,
                clonedFrom: message.clonedFrom))
        switch outcome {
        case .accepted(let agent), .alreadyEnrolled(let agent):
            context.logger.info("agent enrolled", metadata: ["agent": "\(agent.id)", "school": "\(agent.school)"])
            return try .json(
                EnrollmentResponse(
                    regionKey: services.region.publicKey,
                    receipt: services.region.receipt(for: agent, issuedAt: now).text,
                    hashKey: Base64URL.encode(services.region.hashKey),
                    lineTestServer: services.lineTestServer(request.head.authority), trust: services.trust?.statements))
        case .unknownCode:
            limiter.withLock { $0.note(from: context.address, at: now) }
            throw Refusal.unknownCode
        case .expired: throw Refusal.codeExpired
        case .usedUp: throw Refusal.codeUsedUp
        case .revoked: throw Refusal.revoked
        }
    }

    /// The key is in the message, so this is the one place that parses before it verifies; the limit is small for that.
    private static func open(_ text: String, limitBytes: Int) throws -> EnrollmentRequest {
        let message: EnrollmentRequest
        do {
            let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            message = try Envelope(text: line).openSelfSigned(
                EnrollmentRequest.self, kind: .enrollment, limitBytes: limitBytes, key: \.publicKey)
        } catch EnvelopeFailure.badSignature {
            throw Refusal.badSignature
        } catch EnvelopeFailure.tooLarge {
            throw Refusal.bodyTooLarge
        } catch is EnvelopeFailure {
            throw Refusal.badEnvelope
        }
        let texts = [message.secret, message.agentVersion] + [message.room, message.label].compactMap(\.self)
        guard texts.allSatisfy({ $0.utf8.count <= textLimitBytes }) else { throw Refusal.outOfBounds }
        return message
    }
}
