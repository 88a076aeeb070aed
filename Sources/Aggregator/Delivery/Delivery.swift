internal import FoundationEssentials
internal import Reports
internal import Store

/// One delivery as it is judged: what was refused and why, what the store holds.
struct Delivery {
    struct Received {
        var index: Int
        var envelope: Envelope
    }

    struct Verified {
        var index: Int
        var report: VerifiedReport
    }

    /// How many envelopes are verified, parsed and committed together at most.
    static let batchSize = 32
    /// And how many facts: bounds what they take in memory, and for how long one commit keeps all other writers waiting.
    static let batchFacts = 4_000

    let receivedAt: Date
    private(set) var refused: [RefusedEnvelope] = []
    /// Whether the computer that delivers is to take a key of its own.
    private(set) var rekey = false
    /// Whether an agent was made to wait while its delivery was taken in; what was stored before is a duplicate next time.
    var isWaiting: Bool { !waiting.isEmpty }
    /// Which ones were not taken for that.
    private(set) var waiting: Set<Int> = []
    /// Whether any was left out because its agent's bytes of the day are spent.
    private(set) var isOverBudget = false
    /// How many are held now, whether they were before or not.
    private(set) var taken = 0
    /// Whether the region's table of devices differs from that of the computer that delivers.
    private(set) var sendFull = false
    /// Of the region's settings, as of the last commit; nil before one.
    private(set) var settingsVersion: Int?
    private var ranges: [StreamID: SequenceRanges] = [:]

    init(receivedAt: Date) {
        self.receivedAt = receivedAt
    }

    /// In the order of agent and stream, so that equal deliveries get equal answers.
    var accepted: [AcceptedStream] {
        ranges.sorted { ($0.key.agent.text, $0.key.stream) < ($1.key.agent.text, $1.key.stream) }
            .map { AcceptedStream(stream: $0.key.stream, ranges: $0.value) }
    }

    /// A delivery whose every agent is unknown or revoked is refused whole: its reports are not at fault and are kept. So is
    /// one of which any agent waits: what is refused by itself would be given up by its agent.
    static func refusalOfAll(_ received: [Received], agents: [AgentID: RegisteredAgent]) -> Refusal? {
        let states = received.map { agents[$0.envelope.keyID]?.state }
        if states.contains(.waiting) { return .waitingForApproval }
        if states.allSatisfy({ $0 == nil }) { return .unknownAgent }
        return states.allSatisfy { $0 == nil || $0 == .revoked } ? .revoked : nil
    }

    mutating func envelope(_ line: String, index: Int) -> Received? {
        do {
            return Received(index: index, envelope: try Envelope(text: line))
        } catch {
            refuse(index, error)
            return nil
        }
    }

    /// The signature is checked by the key on record before anything of the payload is read.
    mutating func verify(_ received: Received, agents: [AgentID: RegisteredAgent]) -> Verified? {
        guard let agent = agents[received.envelope.keyID] else {
            refuse(received.index, .unknownAgent)
            return nil
        }
        guard agent.state != .revoked else {
            refuse(received.index, .revoked)
            return nil
        }
        do {
            let report = try VerifiedReport(received.envelope, key: agent.publicKey, receivedAt: receivedAt)
            return Verified(index: received.index, report: report)
        } catch {
            refuse(received.index, error)
            return nil
        }
    }

    /// The next reports to commit together: as many as keep within both limits, and at least one.
    mutating func nextBatch(
        of rest: inout ArraySlice<Received>, agents: [AgentID: RegisteredAgent]
    ) -> [Verified] {
        var batch: [Verified] = []
        var facts = 0
        while batch.count < Self.batchSize, facts < Self.batchFacts, let next = rest.popFirst() {
            guard let verified = verify(next, agents: agents) else { continue }
            batch.append(verified)
            facts += verified.report.factCount
        }
        return batch
    }

    mutating func note(_ outcome: IngestOutcome, of verified: [Verified]) {
        for (report, disposition) in zip(verified, outcome.dispositions) {
            switch disposition {
            case .stored, .duplicate: taken += 1
            case .overBudget: isOverBudget = true
            case .conflict: refuse(report.index, .streamConflict)
            case .streamEnded: refuse(report.index, .streamEnded)
            case .agentRefused: refuse(report.index, .revoked)
            case .agentWaiting: waiting.insert(report.index)
            }
        }
        ranges.merge(outcome.accepted) { $1 }
        settingsVersion = outcome.settingsVersion
        if !outcome.rekey.isEmpty { rekey = true }
        if !outcome.sendFull.isEmpty { sendFull = true }
    }

    /// Seconds until the next day (UTC), when agents may bring as much again.
    var secondsToNextDay: Int {
        let day = 86_400.0
        let left = day - receivedAt.timeIntervalSince1970.truncatingRemainder(dividingBy: day)
        return max(1, Int(left.rounded(.up)))
    }

    private mutating func refuse(_ index: Int, _ refusal: EnvelopeRefusal) {
        refused.append(RefusedEnvelope(index: index, error: refusal.word.rawValue, message: refusal.message))
    }

    private mutating func refuse(_ index: Int, _ error: any Error) {
        refuse(index, EnvelopeRefusal(error))
    }
}
