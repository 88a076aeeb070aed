internal import FoundationEssentials
internal import Reports
internal import Synchronization

extension AgentCore {
    /// Asks for a receipt that says nothing of waiting, once the region takes what it is sent: on the old one a region that
    /// was restored from a backup would have this agent wait for approval again. One answer a start is enough; what fails here
    /// is tried after the next delivery.
    func renewReceipt(after outcome: DeliveryOutcome, at server: ServerAddress) async {
        guard outcome.serverTime != nil, standing == nil, !receiptAsked.withLock({ $0 }), let enrollment,
            Self.isWaiting(enrollment)
        else { return }
        do {
            let admission = try await Enroller(client: client(for: server))
                .readmit(enrollment, key: key, agentVersion: version)
            receiptAsked.withLock { $0 = true }
            if !Self.isWaiting(admission.enrollment) { try replace(with: admission.enrollment) }
        } catch is EnrollmentFailure {
            receiptAsked.withLock { $0 = true }
        } catch {
            // Not reached, or no room for it.
        }
    }

    private static func isWaiting(_ enrollment: Enrollment) -> Bool {
        let receipt = enrollment.receipt.flatMap {
            try? Envelope(text: $0).open(EnrollmentReceipt.self, kind: .receipt, with: enrollment.regionKey)
        }
        return receipt?.waiting == true
    }
}
