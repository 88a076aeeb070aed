public import FoundationEssentials
internal import Reports
public import Store

/// Judges a self-signed `EnrollmentRequest` whichever way it came: over HTTP or in a bundle.
///
/// The same work is done for every request that is well signed: one hash with the region's key, one transaction.
public struct Admission: Sendable {
    /// How a request came.
    public enum Way: Sendable, Equatable {
        case network
        /// May be brought again at any time, so it takes in only an agent that is not known here.
        case bundle
    }

    public enum Outcome: Sendable, Equatable {
        /// Taken in now or before; `agent.state` is `.waiting` beyond the expected number. The receipt is an envelope's text.
        case admitted(RegisteredAgent, receipt: String)
        case refused(AdmissionRefusal)
    }

    /// The longest secret, room, label or version taken, in bytes.
    static let textLimitBytes = 200
    /// A receipt is an envelope of a few hundred bytes.
    static let receiptLimitBytes = 4_096

    private let store: any Store
    private let region: RegionIdentity

    public init(store: any Store, region: RegionIdentity) {
        self.store = store
        self.region = region
    }

    /// - Parameters:
    ///   - text: an envelope of kind `.enrollment`.
    ///   - limitBytes: the most it may inflate to.
    /// - Throws: the store's error.
    public func judge(_ text: String, by way: Way, at now: Date, limitBytes: Int = 16_384) async throws -> Outcome {
        switch Self.open(text, limitBytes: limitBytes) {
        case .failure(let refusal): .refused(refusal)
        case .success(let request): try await judge(request, by: way, at: now)
        }
    }

    /// The key is in the message, so this is the one place that parses before it verifies; the limit is small for that.
    static func open(_ text: String, limitBytes: Int) -> Result<EnrollmentRequest, AdmissionRefusal> {
        let request: EnrollmentRequest
        do {
            request = try Envelope(text: text).openSelfSigned(
                EnrollmentRequest.self, kind: .enrollment, limitBytes: limitBytes, key: \.publicKey)
        } catch EnvelopeFailure.badSignature {
            return .failure(.badSignature)
        } catch EnvelopeFailure.tooLarge {
            return .failure(.tooLarge)
        } catch {
            return .failure(.malformed)
        }
        let texts = [request.secret, request.agentVersion] + [request.room, request.label].compactMap(\.self)
        guard texts.allSatisfy({ $0.utf8.count <= textLimitBytes }),
            request.receipt.map({ $0.utf8.count <= receiptLimitBytes }) != false,
            request.formerProof.map({ $0.utf8.count <= FormerProof.limitBytes }) != false
        else { return .failure(.outOfBounds) }
        return .success(request)
    }

    /// Judges a request that `open(_:limitBytes:)` has verified.
    func judge(_ request: EnrollmentRequest, by way: Way, at now: Date) async throws -> Outcome {
        switch try await outcome(of: request, by: way, at: now) {
        case .accepted(let agent), .alreadyEnrolled(let agent):
            .admitted(agent, receipt: try region.receipt(for: agent, issuedAt: now).text)
        case .unknownCode: .refused(.unknownCode)
        case .unknownSchool: .refused(.unknownSchool)
        case .expired: .refused(.codeExpired)
        case .usedUp: .refused(.codeUsedUp)
        case .codeRevoked: .refused(.codeRevoked)
        case .revoked: .refused(.revoked)
        case nil: .refused(.badReceipt)
        }
    }

    /// A code says more than a receipt: who gives both wants to be taken in anew.
    /// - Returns: nil where the receipt is not one of this region's for this key.
    private func outcome(
        of request: EnrollmentRequest, by way: Way, at now: Date
    ) async throws -> EnrollmentOutcome? {
        let isOriginProven = try await isOriginProven(request)
        if let text = request.receipt, request.isReceiptAlone {
            guard let receipt = receipt(text, for: request.publicKey) else { return nil }
            return try await store.readmit(
                Readmission(
                    publicKey: request.publicKey, school: receipt.school, isWaiting: receipt.waiting == true,
                    room: request.room, label: request.label, agentVersion: request.agentVersion, time: now,
                    clonedFrom: request.clonedFrom, isOriginProven: isOriginProven))
        }
        return try await store.redeem(
            EnrollmentAttempt(
                secretHash: region.secretHash(of: request.secret), publicKey: request.publicKey,
                room: request.room, label: request.label, agentVersion: request.agentVersion, time: now,
                clonedFrom: request.clonedFrom, isOriginProven: isOriginProven, isForUnknownOnly: way == .bundle))
    }

    /// Agents of earlier releases bring no proof: they are taken in all the same, and what they say of their origin is kept as
    /// said.
    private func isOriginProven(_ request: EnrollmentRequest) async throws -> Bool {
        guard let source = request.clonedFrom, let proof = request.formerProof,
            let former = try await store.registeredAgents([source])[source]
        else { return false }
        return FormerProof.proves(proof, of: request.publicKey.agentID, by: former.publicKey)
    }

    private func receipt(_ text: String, for key: VerifyingKey) -> EnrollmentReceipt? {
        let receipt = try? Envelope(text: text)
            .open(EnrollmentReceipt.self, kind: .receipt, with: region.publicKey, limitBytes: Self.receiptLimitBytes)
        guard let receipt, receipt.publicKey == key, receipt.agent == key.agentID else { return nil }
        return receipt
    }
}

extension EnrollmentRequest {
    /// Whether it is to be judged by the region's own receipt, and tries no code.
    var isReceiptAlone: Bool { receipt != nil && secret.isEmpty }
}
