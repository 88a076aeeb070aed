internal import FoundationEssentials
internal import Outbox
internal import Reports
internal import Synchronization

extension AgentCore {
    /// Under which the outbox keeps whose it is.
    private static let regionKey = "region"

    /// A sentence for a person when this computer has left a region with something undelivered, nil otherwise.
    public var departureNotice: String? { departure.withLock { $0 } }

    /// What the outbox's ledger begins with in a new stream of the same region.
    func outboxRegion() throws -> [String: Data] {
        try ownerOfOutbox().map { [Self.regionKey: $0.rawRepresentation] } ?? [:]
    }

    /// Keeps an enrolment in its file, and makes the outbox that region's: what was kept for another one stays behind in a
    /// file, and is never sent to this one.
    ///
    /// The file decides, and the outbox says whose it is: after a power cut between the two, the next start leaves what the
    /// enrolment's region may not have.
    /// - Throws: `OutboxFailure`, `StateFailure`; then the enrolment must not count.
    func keep(_ enrollment: Enrollment) throws {
        let former = self.enrollment
        if try outbox.ledgerEntry(Self.regionKey) == nil {
            // An older release has not said it, and only the enrolment that is about to go knows.
            let owner = former?.regionKey ?? enrollment.regionKey
            try outbox.record(lineTests: [], slot: nil, ledger: [Self.regionKey: owner.rawRepresentation])
        }
        try state.save(enrollment)
        do {
            try dedicateOutbox(to: enrollment.regionKey)
        } catch {
            // Where this fails too, the next start finishes what was begun.
            if let former { try? state.save(former) } else { try? state.forgetEnrollment() }
            throw error
        }
    }

    /// Finishes a departure that a power cut or a fault came into; until it is finished, nothing is recorded or sent.
    /// - Throws: `OutboxFailure`, `StateFailure`.
    func finishDeparture() throws {
        if let enrollment { try dedicateOutbox(to: enrollment.regionKey) }
    }

    /// - Throws: `OutboxFailure` of code `foreign` where the outbox is another region's than this agent.
    func requireOwnOutbox() throws {
        guard let owner = try ownerOfOutbox(), let region = enrollment?.regionKey, owner != region else { return }
        throw OutboxFailure(
            code: .foreign, path: outbox.path,
            reason: "it is that of a region which this computer has left, and was not put aside yet")
    }

    private func dedicateOutbox(to region: VerifyingKey) throws {
        guard let owner = try ownerOfOutbox(), owner != region else { return }
        // What can be done twice comes first: with the leaving all is done.
        if standing != nil {
            standing = nil
            try state.forgetStanding()
        }
        // The same computer on the same line has spent what it has spent.
        let spent = try SurveyMemory(from: outbox).spending
        let mark = [Self.regionKey: region.rawRepresentation]
        if let kept = try outbox.leave(carrying: spent.merging(mark) { $1 }) {
            departure.withLock {
                $0 =
                    "this computer belongs to another region now; what its former region had not been sent is kept in "
                    + "\(kept) and sent to nobody: hand that file to the former region, or remove it"
            }
        }
        try state.forgetFormerKeys()
    }

    private func ownerOfOutbox() throws -> VerifyingKey? {
        try outbox.ledgerEntry(Self.regionKey).flatMap { try? VerifyingKey(rawRepresentation: $0) }
            ?? enrollment?.regionKey
    }
}
