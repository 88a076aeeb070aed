internal import Outbox
internal import Reports
internal import Synchronization

/// How long a former stream that was not taken is left alone, by this boot's clock.
struct FormerRest: Sendable {
    /// Where nobody names a time.
    static let seconds = 3_600.0
    /// What a server may ask for at most.
    private static let longestSeconds = 86_400.0

    var bootID: String
    var end: Double

    /// - Parameter retryAfter: seconds the server asked for; it says when a day's bytes are counted anew, and nothing of when a
    ///   key that was given up may be known again.
    init(after failure: DeliveryFailure?, retryAfter: Int?, at now: ObservedTime) {
        let asked = retryAfter.map { min(Double(max(0, $0)), Self.longestSeconds) }
        let seconds = failure == nil || failure?.code == .overBudget ? asked : failure?.code.leastWaitSeconds
        bootID = now.bootID
        end = now.monotonic + (seconds ?? Self.seconds)
    }

    func isOver(at now: ObservedTime) -> Bool { now.bootID != bootID || now.monotonic >= end }
}

extension AgentCore {
    /// Delivers what was sealed under keys this agent has given up; their orders are no longer obeyed.
    ///
    /// Each stream answers for itself: one whose key the region has revoked or forgotten, or which has brought as much as a
    /// day may bring, is passed over and tried again later, and keeps none of the others, nor this computer's own.
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
                rest(stream, FormerRest(after: failure, retryAfter: sent.retryAfterSeconds, at: now))
                continue
            }
            if sent.failure == nil, let seconds = sent.retryAfterSeconds {
                rest(stream, FormerRest(after: nil, retryAfter: seconds, at: now))
            } else {
                outcome.failure = sent.failure
                outcome.retryAfterSeconds = sent.retryAfterSeconds
            }
            if outcome.failure != nil || outcome.isPaced { return outcome }
        }
        if try !streams.isEmpty && outbox.formerStream() == nil { try state.forgetFormerKeys() }
        return outcome
    }

    private func rest(_ stream: FormerStream, _ rest: FormerRest) {
        resting.withLock { $0[stream.stream] = rest }
    }
}
