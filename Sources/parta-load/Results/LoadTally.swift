internal import Reports
internal import Synchronization

/// What became of everything that was sent.
final class LoadTally: Sendable {
    struct Counts: Sendable, Equatable {
        /// Reports sealed and sent, however often.
        var sent = 0
        /// Reports that an answer named as held.
        var accepted = 0
        /// Reports by the word they were refused with.
        var refused: [String: Int] = [:]
        /// Whole POSTs by status and word; what they carried was sent again.
        var putOff: [String: Int] = [:]
        /// POSTs that nobody answered, by reason; sent again too.
        var failed: [String: Int] = [:]
        /// Reports given up after as many tries as are allowed.
        var lost = 0
        var posts = 0
        var connections = 0
        /// From the beginning of a POST, its connection included where it is a fresh one, to its acknowledgement; milliseconds.
        var latencies: [Float] = []
    }

    private let kept = Mutex(Counts())
    /// Of each acknowledged envelope: agent, stream, number, digest. No optional: to tell whether it is there, one would read the
    /// word that others lock.
    private let acknowledged = Mutex<[String]>([])
    private let keepsAcknowledged: Bool

    init(keepsAcknowledged: Bool) { self.keepsAcknowledged = keepsAcknowledged }

    var counts: Counts { kept.withLock { $0 } }
    var acknowledgedLines: [String] { acknowledged.withLock { $0 } }

    func note(_ change: (inout Counts) -> Void) { kept.withLock { change(&$0) } }

    /// Takes in one answer: an envelope counts as accepted when the answer says that its number is held.
    func note(_ response: DeliveryResponse, of sent: [LoadEnvelope], milliseconds: Double) {
        let refused = Dictionary(response.refused.map { ($0.index, $0.error) }) { first, _ in first }
        // A POST may carry reports of many agents, whose streams are told apart by their names.
        let held = Dictionary(response.accepted.map { ($0.stream, $0.ranges) }) { first, _ in first }
        var taken: [LoadEnvelope] = []
        kept.withLock { counts in
            counts.posts += 1
            counts.latencies.append(Float(milliseconds))
            for (index, envelope) in sent.enumerated() {
                if let word = refused[index] {
                    counts.refused[word, default: 0] += 1
                } else if held[envelope.stream]?.contains(envelope.seq) == true {
                    counts.accepted += 1
                    taken.append(envelope)
                } else {
                    counts.refused["not_acknowledged", default: 0] += 1
                }
            }
        }
        guard keepsAcknowledged else { return }
        acknowledged.withLock { lines in
            for envelope in taken {
                lines.append(
                    "\(envelope.agent) \(envelope.stream) \(envelope.seq) \(Hexadecimal.encode(envelope.envelope.digest))"
                )
            }
        }
    }
}
