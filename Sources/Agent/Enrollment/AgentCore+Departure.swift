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

    /// Makes the outbox this region's before an enrolment there counts: what was kept for another one stays behind in a file,
    /// and is never sent to this one.
    /// - Throws: `OutboxFailure`, `StateFailure`; then the enrolment must not be kept.
    func dedicateOutbox(to region: VerifyingKey) throws {
        let owner = try ownerOfOutbox()
        let mark = [Self.regionKey: region.rawRepresentation]
        guard let owner, owner != region else {
            // Also where an older release has not said whose it is.
            if try outbox.ledgerEntry(Self.regionKey) == nil {
                try outbox.record(lineTests: [], slot: nil, ledger: mark)
            }
            return
        }
        // The same computer on the same line has spent what it has spent.
        let spent = try SurveyMemory(from: outbox).spending
        if let kept = try outbox.leave(carrying: spent.merging(mark) { $1 }) {
            departure.withLock {
                $0 =
                    "this computer belongs to another region now; what its former region had not been sent is kept in "
                    + "\(kept) and sent to nobody: hand that file to the former region, or remove it"
            }
        }
        if standing != nil {
            standing = nil
            try state.forgetStanding()
        }
        try state.forgetFormerKeys()
    }

    private func ownerOfOutbox() throws -> VerifyingKey? {
        try outbox.ledgerEntry(Self.regionKey).flatMap { try? VerifyingKey(rawRepresentation: $0) }
            ?? enrollment?.regionKey
    }
}
