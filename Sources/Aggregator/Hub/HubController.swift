internal import FoundationEssentials
internal import Hummingbird
internal import Logging
internal import Reports
internal import Store

/// `POST /v1/forward`: takes what a region tells, and answers with what is durably held.
///
/// The token is asked about before a byte of the body is read, the region's signature before the body is inflated, and each
/// computer's before its envelope is.
struct HubController: Sendable {
    let services: AggregatorServices
    let desk: ReaderDesk

    func forward(_ request: Request, context: AggregatorContext) async throws -> Response {
        let token = try await desk.reader(request, context, least: .region)
        guard services.commits.hasRoom else { throw Refusal.crowded }
        let key = try await regionKey(request, token)
        let text = try await request.text(
            limitBytes: Envelope.limitBytes, within: services.configuration.bodyTimeout, context)
        let message = try message(text, signedBy: key)
        let now = services.now()
        var refused: [ForwardAnswer.Refused] = []
        let reports = verified(message, &refused, at: now)
        do {
            var answer = try await services.store.takeForward(
                ForwardIntake(region: key, token: token, message: message, reports: reports, receivedAt: now))
            answer.refused += refused
            services.tally.note(refusedEnvelopes: refused.map(\.error))
            return try Response.json(answer)
        } catch {
            throw HubRefusal(error) ?? error
        }
    }

    /// The key that the token is bound to, or the one that asks to be.
    private func regionKey(_ request: Request, _ token: ReaderToken) async throws -> VerifyingKey {
        guard let name = HubKeyHeader.name, let shown = request.headers[name], shown.utf8.count <= 64,
            let bytes = Base64URL.decode(shown), let key = try? VerifyingKey(rawRepresentation: bytes)
        else { throw HubRefusal.noRegionKey }
        let bound = try await services.store.forwardingRegion(token: token.id)
        guard bound == nil || bound == key else { throw HubRefusal.wrongRegion }
        // A hub is no region of its own: what it forwards would come round again.
        guard key != services.region.publicKey else { throw HubRefusal.wrongRegion }
        return key
    }

    private func message(_ text: String, signedBy key: VerifyingKey) throws -> Forward {
        do {
            let message = try Envelope(text: text).open(Forward.self, kind: .forward, with: key)
            try ForwardBounds.check(message)
            return message
        } catch EnvelopeFailure.badSignature {
            throw HubRefusal.wrongRegion
        } catch EnvelopeFailure.outOfBounds(let reason) {
            throw HubRefusal.messageOutOfBounds(reason)
        } catch let failure as EnvelopeFailure {
            throw HubRefusal.badMessage("\(failure)")
        } catch {
            throw HubRefusal(error) ?? error
        }
    }

    /// Those envelopes that the keys of their computers fit; a computer's name is its key's, so that nobody can bring another
    /// key for it.
    private func verified(
        _ message: Forward, _ refused: inout [ForwardAnswer.Refused], at now: Date
    ) -> [(index: Int, report: VerifiedReport)] {
        let keys = Dictionary(message.agents.map { ($0.publicKey.agentID, $0.publicKey) }) { first, _ in first }
        var reports: [(index: Int, report: VerifiedReport)] = []
        for (index, text) in message.envelopes.enumerated() {
            do {
                let envelope = try Envelope(text: text)
                guard let key = keys[envelope.keyID] else { throw EnvelopeRefusal.unknownAgent }
                reports.append((index, try VerifiedReport(envelope, key: key, receivedAt: now)))
            } catch {
                let refusal = error as? EnvelopeRefusal ?? EnvelopeRefusal(error)
                refused.append(.init(envelope: index, error: refusal.word.rawValue, message: refusal.message))
            }
        }
        return reports
    }
}
