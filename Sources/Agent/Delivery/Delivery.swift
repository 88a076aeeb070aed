internal import FoundationEssentials
public import Outbox
public import Reports

/// Sends what is pending until nothing is left, the aggregator asks for patience, or something fails.
///
/// At least once from here, dropped there by (agent, stream, seq): exactly once. Nothing is forgotten before the
/// aggregator has said that it holds it.
public struct Delivery: Sendable {
    /// How much one request holds, and how much one delivery sends.
    public struct Limits: Sendable, Equatable {
        public var requestBytes: Int
        public var requestEnvelopes: Int

        /// After so many bytes the rest waits for the next delivery.
        public var roundBytes: Int

        public init(requestBytes: Int = 524_288, requestEnvelopes: Int = 64, roundBytes: Int = .max) {
            self.roundBytes = roundBytes
            self.requestBytes = requestBytes
            self.requestEnvelopes = requestEnvelopes
        }
    }

    private let outbox: any EnvelopeQueue
    private let client: AggregatorClient
    private let limits: Limits
    private let seal: @Sendable () throws -> Int
    private let renew: (@Sendable () throws -> Int)?
    private let hear: @Sendable (DeliveryResponse) throws -> Void

    /// - Parameter seal: seals what is due and says how many envelopes that made. Called only while connected and with
    ///   nothing sealed waiting, so that what an outage leaves stays compact.
    /// - Parameter renew: seals anew, in a new stream, what was refused because its stream was ended, and says how many
    ///   envelopes that made; nil where that cannot be. Called with nothing sealed waiting, as what the region holds
    ///   already must be told from what it does not, and once a delivery, in case a region ends every stream.
    /// - Parameter hear: what else an answer means, before what it acknowledges is noted.
    public init(
        outbox: any EnvelopeQueue, client: AggregatorClient, limits: Limits = Limits(),
        renew: (@Sendable () throws -> Int)? = nil,
        hear: @escaping @Sendable (DeliveryResponse) throws -> Void = { _ in },
        seal: @escaping @Sendable () throws -> Int
    ) {
        self.outbox = outbox
        self.client = client
        self.limits = limits
        self.renew = renew
        self.hear = hear
        self.seal = seal
    }

    /// Runs one delivery; failures of the network and the aggregator are in the outcome.
    /// - Throws: `OutboxFailure` when the outbox itself fails.
    public func run() async throws -> DeliveryOutcome {
        try await client.withConnection { connection in
            var outcome = DeliveryOutcome()
            do {
                try await connection.open()
                try await send(over: connection, outcome: &outcome)
            } catch let failure as ConnectionFailure {
                outcome.failure = failure
            }
            return outcome
        }
    }

    private func send(over connection: AggregatorConnection, outcome: inout DeliveryOutcome) async throws {
        var envelopes = limits.requestEnvelopes
        while outcome.failure == nil, outcome.retryAfterSeconds == nil,
            let batch = try nextBatch(of: envelopes, &outcome)
        {
            let body = Data(batch.map(\.text).joined(separator: "\n").utf8)
            outcome.requests += 1
            outcome.bytesSent += body.count
            let answer = try await connection.post("/v1/reports", body: body, contentType: Envelope.mediaType)
            let verdict = DeliveryVerdict(answer)
            if verdict == .tooLarge, batch.count > 1 {
                envelopes = batch.count / 2
            } else {
                try apply(verdict, to: batch, outcome: &outcome)
            }
            // Before more is sealed: what waits is compact only as long as it is not.
            if outcome.failure == nil, outcome.bytesSent >= limits.roundBytes {
                outcome.isPaced = true
                return
            }
        }
    }

    private func nextBatch(of count: Int, _ outcome: inout DeliveryOutcome) throws -> [SealedEnvelope]? {
        var batch = try pending(count)
        if batch.isEmpty, outcome.renewed == 0, let renew {
            outcome.renewed = try renew()
            if outcome.renewed > 0 { batch = try pending(count) }
        }
        if batch.isEmpty, try seal() > 0 { batch = try pending(count) }
        return batch.isEmpty ? nil : batch
    }

    private func pending(_ count: Int) throws -> [SealedEnvelope] {
        // A byte for each newline between.
        try outbox.pending(limitBytes: min(limits.requestBytes - count, limits.roundBytes), limitCount: count)
    }

    private func apply(_ verdict: DeliveryVerdict, to batch: [SealedEnvelope], outcome: inout DeliveryOutcome) throws {
        switch verdict {
        case .answered(let response):
            try apply(response, to: batch, outcome: &outcome)
        case .tooLarge:
            try refuse(
                batch[0], "too_large: the aggregator takes no request of \(batch[0].text.utf8.count) bytes", nil,
                &outcome)
        case .failed(let failure, let seconds):
            outcome.failure = failure
            outcome.retryAfterSeconds = seconds
        case .garbled(let reason):
            outcome.failure = ConnectionFailure(code: .garbled, server: client.server.text, reason: reason)
        }
    }

    private func apply(_ response: DeliveryResponse, to batch: [SealedEnvelope], outcome: inout DeliveryOutcome) throws
    {
        outcome.serverTime = response.serverTime
        outcome.storeEpoch = response.storeEpoch
        outcome.lineTestServer = response.lineTestServer
        outcome.trustVersion = response.trustVersion
        outcome.settingsVersion = response.settingsVersion
        outcome.retryAfterSeconds = response.retryAfter
        if response.rekey == true { outcome.rekeyOrdered = true }
        try hear(response)
        outcome.resent += try outbox.recognise(storeEpoch: response.storeEpoch, held: response.accepted)
        var refusedNumbers: Set<Int> = []
        for refused in response.refused where batch.indices.contains(refused.index) {
            let words = "\(refused.error.asOneLine(limit: 40)): \(refused.message.asOneLine())"
            try refuse(batch[refused.index], words, RefusalWord(rawValue: refused.error), &outcome)
            refusedNumbers.insert(batch[refused.index].seq)
        }
        // The region may hold a number with other content than was sent, and numbers that were not sent at all: only what
        // went out and was not refused has arrived.
        let sent = batch.map(\.seq).filter { !refusedNumbers.contains($0) }
        var acknowledged = 0
        for accepted in response.accepted {
            acknowledged += try outbox.acknowledge(
                stream: accepted.stream, ranges: SequenceRanges(sent.filter(accepted.ranges.contains)),
                at: response.serverTime)
        }
        outcome.delivered += acknowledged
        guard acknowledged == 0, refusedNumbers.isEmpty else { return }
        outcome.failure = DeliveryFailure(
            code: .noProgress, reason: "the aggregator neither took nor refused the \(batch.count) reports it was sent")
    }

    private func refuse(
        _ envelope: SealedEnvelope, _ reason: String, _ word: RefusalWord?, _ outcome: inout DeliveryOutcome
    ) throws {
        try outbox.refuse(seq: envelope.seq, reason: reason)
        if word?.endsStream == true, renew != nil, outcome.renewed == 0 { return }
        outcome.refused.append(DeliveryOutcome.Refusal(seq: envelope.seq, reason: reason))
    }
}
