internal import FoundationEssentials
internal import Outbox
internal import Reports

extension AgentCore {
    /// Under which the outbox keeps when the region signed the last answer that came by file.
    static let answeredKey = "acknowledged-by-file"

    /// When the region signed the last answer that came by file, nil where none came.
    /// - Throws: `OutboxFailure`.
    func lastAnswerByFile() throws -> Date? {
        try outbox.ledgerEntry(Self.answeredKey).flatMap { try? ReportCoder.decode([Date].self, from: $0).first }
    }

    /// The latest moment that is known to be past whatever the computer's clock says: what the region signed with a date,
    /// and the making of this program.
    /// - Throws: `OutboxFailure`.
    func knownPast() throws -> Date? {
        let receipt = enrollment.flatMap { enrollment in
            enrollment.receipt.flatMap {
                try? Envelope(text: $0).open(EnrollmentReceipt.self, kind: .receipt, with: enrollment.regionKey)
            }
        }
        return try [
            built, receipt?.issuedAt, regionSettings?.issuedAt, trust?.statement?.issuedAt, lastAnswerByFile(),
        ].compactMap(\.self).max()
    }
}
