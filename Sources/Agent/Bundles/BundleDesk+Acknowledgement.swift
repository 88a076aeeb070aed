internal import FoundationEssentials
internal import Outbox
internal import Reports

extension BundleDesk {
    /// Takes the region's answer to a bundle: what it holds is forgotten in time, what it orders is done.
    ///
    /// Never goes backwards: an answer that is not newer than the last one acknowledges what it names, which stays true as
    /// long as the region's store is the same, and orders nothing.
    /// - Parameter text: an envelope of kind `.acknowledgement`.
    /// - Throws: `BundleRefusal`, `OutboxFailure`, `StateFailure`.
    public func acknowledge(_ text: String) throws -> AcknowledgementSummary {
        guard let region = try hooks.region() else { throw BundleRefusal.noRegion }
        guard let answer = AcknowledgementSearch.open(text, region: region) else { throw BundleRefusal.foreign }
        guard answer.agent == core.agent else { throw BundleRefusal.anotherAgent }
        var summary = AcknowledgementSummary(isOld: try answer.serverTime <= lastAnswer())
        // What a store held that a backup has replaced says nothing of the one there is.
        guard try !summary.isOld || answer.storeEpoch == core.outbox.storeEpoch() else { return summary }
        // First, so that what follows finds this computer enrolled.
        if let receipt = answer.receipt, let complete = hooks.complete {
            try complete(receipt)
            summary.enrolled = true
        }
        try settle(answer, into: &summary)
        // Settings that cannot be taken keep nothing from what else is told; they are complained of at the end.
        let settings = Result {
            if let settings = answer.settings, let accept = hooks.acceptSettings {
                try accept(settings)
                summary.settings = true
            }
        }
        if !answer.trust.isEmpty { try hooks.acceptTrust?(Array(answer.trust.prefix(ServerTrust.limit))) }
        guard !summary.isOld else {
            try settings.get()
            return summary
        }
        try hooks.acceptStoreEpoch?(answer.storeEpoch, answer.accepted)
        if answer.sendFull == true { try hooks.sendFull?() }
        try core.outbox.record(
            lineTests: [], slot: nil, ledger: [AgentCore.answeredKey: try ReportCoder.encode([answer.serverTime])])
        if answer.rekey == true { summary.rekeyed = try core.obeyRekey() }
        try settings.get()
        return summary
    }

    private func lastAnswer() throws -> Date { try core.lastAnswerByFile() ?? .distantPast }

    private func settle(_ answer: Acknowledgement, into summary: inout AcknowledgementSummary) throws {
        // The region's word, as over the wire: this computer's own clock may stand at 1970 or in another year.
        let now = answer.serverTime
        let own = try core.outbox.streams()
        let former = try core.outbox.formerStreams()
        var ended = false
        for refusal in answer.refused {
            let words = "\(refusal.error.asOneLine(limit: 40)): \(refusal.message.asOneLine())"
            if own.contains(refusal.stream) {
                guard try refusal.seq <= core.outbox.exported(of: refusal.stream),
                    try core.outbox.isWaiting(refusal.seq, of: refusal.stream)
                else { continue }
                try core.outbox.refuse(seq: refusal.seq, reason: words)
                if refusal.stream == core.outbox.stream, RefusalWord(rawValue: refusal.error)?.endsStream == true {
                    ended = true
                }
                summary.refused += 1
            } else if let stream = former.first(where: { $0.stream == refusal.stream }) {
                try stream.refuse(seq: refusal.seq, reason: words)
                summary.refused += 1
            }
        }
        for accepted in answer.accepted {
            if own.contains(accepted.stream) {
                // Only what left in a bundle can have arrived by one.
                let exported = try core.outbox.exported(of: accepted.stream)
                var taken = SequenceRanges()
                for range in accepted.ranges.ranges where range.lowerBound <= exported {
                    taken.insert(range.lowerBound...min(range.upperBound, exported))
                }
                summary.acknowledged += try core.outbox.acknowledge(stream: accepted.stream, ranges: taken, at: now)
            } else if let stream = former.first(where: { $0.stream == accepted.stream }) {
                summary.acknowledged += try stream.acknowledge(
                    stream: accepted.stream, ranges: accepted.ranges, at: now)
            }
        }
        // Only with nothing sealed waiting: what the region holds must be told from what it does not.
        guard ended, try core.outbox.pending(limitBytes: 1, limitCount: 1).isEmpty else { return }
        summary.renewed = try core.outbox.renewStream(with: core.key, at: core.clock.now())
    }
}

/// What an acknowledgement did.
public struct AcknowledgementSummary: Codable, Sendable, Equatable {
    /// Reports that need not be sent any more.
    public var acknowledged = 0
    /// Reports that the region will never take; they are kept aside.
    public var refused = 0
    /// Reports sealed anew, because the region knew their numbers with other content.
    public var renewed = 0
    /// Whether a newer answer was taken before.
    public var isOld: Bool
    public var enrolled = false
    public var settings = false
    public var rekeyed = false

    enum CodingKeys: String, CodingKey {
        case acknowledged, refused, renewed, enrolled, settings, rekeyed
        case isOld = "is_old"
    }
}
