internal import Reports
internal import Store
internal import Synchronization

/// What this process has taken and refused since it began; every word is one of a fixed few.
final class Tally: Sendable {
    struct Counts: Sendable, Equatable {
        var reports = 0
        var duplicates = 0
        var lineTests = 0
        /// Envelopes of deliveries, by the word they were refused with.
        var refusedEnvelopes: [String: Int] = [:]
        /// Whole requests, by the word they were refused with.
        var refusedRequests: [String: Int] = [:]
        /// Lease requests, by how they were answered.
        var leases: [String: Int] = [:]
    }

    private let kept = Mutex(Counts())

    var counts: Counts { kept.withLock { $0 } }

    func note(_ outcome: IngestOutcome, of reports: [VerifiedReport]) {
        kept.withLock { counts in
            for (report, disposition) in zip(reports, outcome.dispositions) {
                switch disposition {
                case .stored:
                    counts.reports += 1
                    counts.lineTests += report.report.lineTests?.count ?? 0
                case .duplicate: counts.duplicates += 1
                // Their words are counted with the answer.
                case .conflict, .streamEnded, .agentRefused, .agentWaiting, .overBudget: break
                }
            }
        }
    }

    func note(refusedEnvelopes words: [String]) {
        kept.withLock { counts in
            for word in words { counts.refusedEnvelopes[word, default: 0] += 1 }
        }
    }

    func note(refusedRequest word: String) {
        kept.withLock { $0.refusedRequests[word, default: 0] += 1 }
    }

    func note(_ outcome: LeaseAnswer.Outcome) {
        kept.withLock { $0.leases[Self.word(outcome), default: 0] += 1 }
    }

    private static func word(_ outcome: LeaseAnswer.Outcome) -> String {
        switch outcome {
        case .test: "test"
        case .listen: "listen"
        case .refused: "refused"
        case .noted: "noted"
        case .over: "over"
        case .replayed: "replayed"
        case .unknownAgent: "unknown_agent"
        case .revoked: "revoked"
        case .waiting: "waiting_for_approval"
        }
    }
}
