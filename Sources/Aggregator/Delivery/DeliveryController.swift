internal import FoundationEssentials
internal import Hummingbird
internal import Logging
internal import Reports
internal import Store

/// `POST /v1/reports`: takes envelopes, one a line, and answers with what is durably held.
struct DeliveryController: Sendable {
    let services: AggregatorServices

    func deliver(_ request: Request, context: AggregatorContext) async throws -> Response {
        // Before a body is read that nobody has the time for.
        guard services.commits.hasRoom else { throw Refusal.crowded }
        let text = try await request.text(
            limitBytes: services.configuration.deliveryLimitBytes, within: services.configuration.bodyTimeout, context)
        // By bytes: to look for the ends of letters in 4 MB takes a second, and anybody may send them.
        let lines = text.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        guard !lines.isEmpty else { throw Refusal.emptyDelivery }
        guard lines.count <= services.configuration.envelopeLimit else { throw Refusal.tooManyEnvelopes }
        let now = services.now()
        var delivery = Delivery(receivedAt: now)
        let envelopes = lines.enumerated().compactMap {
            delivery.envelope(String(Substring($0.element)), index: $0.offset)
        }
        let agents = try await services.store.registeredAgents(Set(envelopes.map(\.envelope.keyID)))
        if let refusal = Delivery.refusalOfAll(envelopes, agents: agents),
            delivery.refused.isEmpty || refusal == .waitingForApproval
        {
            throw refusal
        }
        var rest = envelopes[...]
        while !rest.isEmpty {
            let verified = delivery.nextBatch(of: &rest, agents: agents)
            guard !verified.isEmpty else { continue }
            let outcome = try await services.commits.commit(verified.map(\.report))
            services.tally.note(outcome, of: verified.map(\.report))
            delivery.note(outcome, of: verified)
            if delivery.isWaiting { throw Refusal.waitingForApproval }
        }
        // Who got something in is told of that, and to wait, in one answer.
        let pause = delivery.isOverBudget ? delivery.secondsToNextDay : nil
        if let pause, delivery.taken == 0, delivery.refused.isEmpty {
            throw Refusal.overBudget(retryAfterSeconds: pause)
        }
        services.tally.note(refusedEnvelopes: delivery.refused.map(\.error))
        for refusal in delivery.refused {
            context.logger.warning(
                "envelope refused", metadata: ["from": "\(context.address)", "error": "\(refusal.error)"])
        }
        var settings = delivery.settingsVersion ?? 0
        if delivery.settingsVersion == nil { settings = try await services.store.settingsVersion() }
        return try .json(
            DeliveryResponse(
                accepted: delivery.accepted, refused: delivery.refused.sorted { $0.index < $1.index }, serverTime: now,
                retryAfter: pause, storeEpoch: services.region.storeEpoch,
                lineTestServer: services.lineTestServer(request.head.authority), rekey: delivery.rekey ? true : nil,
                sendFull: delivery.sendFull ? true : nil, settingsVersion: settings > 0 ? settings : nil,
                trustVersion: services.trust?.newest.version))
    }
}
