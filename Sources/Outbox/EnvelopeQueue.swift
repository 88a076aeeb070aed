public import FoundationEssentials
public import Reports

/// Sealed envelopes on their way: what a delivery takes from and reports back to.
public protocol EnvelopeQueue: Sendable {
    /// What is neither acknowledged nor refused, in the order of its numbers.
    /// - Parameter limitBytes: of all texts together; one envelope is given even if it alone is larger.
    /// - Throws: `OutboxFailure`.
    func pending(limitBytes: Int, limitCount: Int) throws -> [SealedEnvelope]

    /// Notes what the region holds durably; other streams' numbers are left alone.
    /// - Returns: how many envelopes this acknowledged.
    /// - Throws: `OutboxFailure`.
    func acknowledge(stream: String, ranges: SequenceRanges, at now: Date) throws -> Int

    /// Looks whether the region's store is another than the one that acknowledged what is kept.
    /// - Returns: how many acknowledged envelopes are pending again.
    /// - Throws: `OutboxFailure`.
    func recognise(storeEpoch epoch: String, held: [AcceptedStream]) throws -> Int

    /// Notes what the region will never take.
    /// - Parameter reason: the aggregator's words.
    /// - Throws: `OutboxFailure`.
    func refuse(seq: Int, reason: String) throws
}

extension Outbox: EnvelopeQueue {}
