internal import Outbox
internal import Reports
internal import Synchronization

/// How long a former stream that was not taken is left alone, by this boot's clock.
struct FormerRest: Sendable {
    /// Where the failure names no time of its own.
    static let seconds = 3_600.0

    var bootID: String
    var end: Double

    init(after failure: DeliveryFailure, at now: ObservedTime) {
        bootID = now.bootID
        end = now.monotonic + (failure.code.leastWaitSeconds ?? Self.seconds)
    }

    func isOver(at now: ObservedTime) -> Bool { now.bootID != bootID || now.monotonic >= end }
}

extension AgentCore {
    /// Delivers what was sealed under keys this agent has given up; their orders are no longer obeyed.
    ///
    /// Each stream answers for itself: one whose key the region has revoked or forgotten is passed over and tried again
    /// later, and keeps none of the others.
    /// - Returns: with a failure only where nothing else could be delivered now either.
    func deliverFormer(to client: AggregatorClient, limits: Delivery.Limits) async throws -> DeliveryOutcome {
        var outcome = DeliveryOutcome()
        let streams = try outbox.formerStreams()
        for stream in streams {
            let now = clock.now()
            if let rest = resting.withLock({ $0[stream.stream] }), !rest.isOver(at: now) { continue }
            var limits = limits
            limits.roundBytes = max(1, limits.roundBytes - outcome.bytesSent)
            let sent = try await Delivery(outbox: stream, client: client, limits: limits) { 0 }.run()
            outcome.delivered += sent.delivered
            outcome.requests += sent.requests
            outcome.bytesSent += sent.bytesSent
            outcome.isPaced = sent.isPaced
            if let failure = sent.failure as? DeliveryFailure, failure.code != .busy {
                resting.withLock { $0[stream.stream] = FormerRest(after: failure, at: now) }
                continue
            }
            outcome.failure = sent.failure
            outcome.retryAfterSeconds = sent.retryAfterSeconds
            if outcome.failure != nil || outcome.retryAfterSeconds != nil || outcome.isPaced { return outcome }
        }
        if try !streams.isEmpty && outbox.formerStream() == nil { try state.forgetFormerKeys() }
        return outcome
    }
}
