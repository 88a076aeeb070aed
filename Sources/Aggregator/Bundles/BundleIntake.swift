internal import FoundationEssentials
internal import Reports
internal import Store

/// The reports of one bundle on their way into the store.
struct BundleIntake {
    /// How many lines wait for one turn at most.
    private static let batchLines = 64

    let store: any Store
    let receivedAt: Date
    var entry: AcknowledgementBook.Entry
    private var lines: [String] = []

    init(store: any Store, receivedAt: Date, school: String) {
        self.store = store
        self.receivedAt = receivedAt
        entry = AcknowledgementBook.Entry(school: school)
    }

    mutating func add(_ line: String, _ result: inout BundleResult) async throws {
        lines.append(line)
        if lines.count >= Self.batchLines { try await flush(&result) }
    }

    /// Verifies and stores what waits.
    mutating func flush(_ result: inout BundleResult) async throws {
        guard !lines.isEmpty else { return }
        var delivery = Delivery(receivedAt: receivedAt)
        let received = lines.enumerated().compactMap { delivery.envelope($0.element, index: $0.offset) }
        lines = []
        let agents = try await store.registeredAgents(Set(received.map(\.envelope.keyID)))
        var numbers: [Int: (stream: String, seq: Int)] = [:]
        var rest = received[...]
        while !rest.isEmpty {
            let verified = delivery.nextBatch(of: &rest, agents: agents)
            guard !verified.isEmpty else { continue }
            for one in verified { numbers[one.index] = (one.report.report.stream, one.report.report.seq) }
            let outcome = try await store.ingest(verified.map(\.report))
            result.stored += outcome.dispositions.count { $0 == .stored }
            result.duplicates += outcome.dispositions.count { $0 == .duplicate }
            delivery.note(outcome, of: verified)
        }
        // What its agent signed and no store can hold is refused by its number too, or it would come again for ever.
        let unbounded = Set(delivery.refused.filter { $0.error == RefusalWord.outOfBounds.rawValue }.map(\.index))
        for one in received where unbounded.contains(one.index) {
            guard let key = agents[one.envelope.keyID]?.publicKey,
                let report = try? one.envelope.open(Report.self, kind: .report, with: key),
                report.agent == one.envelope.keyID
            else { continue }
            numbers[one.index] = (report.stream, report.seq)
        }
        if delivery.rekey { entry.rekey = true }
        note(delivery, numbers: numbers, &result)
    }

    /// Answers for what this bundle brought and nothing else: another number may be held with other content than its agent
    /// now has under it.
    private mutating func note(
        _ delivery: Delivery, numbers: [Int: (stream: String, seq: Int)], _ result: inout BundleResult
    ) {
        var accepted = numbers
        for index in delivery.waiting {
            accepted[index] = nil
            result.refused += 1
            result.message = Refusal.waitingForApproval.message
        }
        for refusal in delivery.refused {
            result.refused += 1
            result.message = refusal.message
            guard let number = accepted.removeValue(forKey: refusal.index) else { continue }
            // Its agent keeps what was refused because of who it is, as over the wire.
            let word = RefusalWord(rawValue: refusal.error)
            guard word != .revoked, word != .unknownAgent, word != .waitingForApproval else { continue }
            entry.refused.append(
                RefusedNumber(
                    stream: number.stream, seq: number.seq, error: refusal.error, message: refusal.message))
        }
        for (stream, seq) in accepted.values where delivery.holds(seq, of: stream) {
            entry.ranges[stream, default: SequenceRanges()].insert(seq)
        }
    }
}

extension Delivery {
    func holds(_ seq: Int, of stream: String) -> Bool {
        accepted.contains { $0.stream == stream && $0.ranges.contains(seq) }
    }
}
