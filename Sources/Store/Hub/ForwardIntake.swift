public import FoundationEssentials
public import Reports

/// A message whose signatures were verified: the region's own, and each envelope's by its computer's key.
public struct ForwardIntake: Sendable {
    /// Who signed it.
    public var region: VerifyingKey
    /// Which areas it may speak of; of role `region`.
    public var token: ReaderToken
    public var message: Forward
    /// Envelopes that their computers' keys fit, with their places in the message, under the computers' own names.
    public var reports: [(index: Int, report: VerifiedReport)]
    public var receivedAt: Date

    public init(
        region: VerifyingKey, token: ReaderToken, message: Forward, reports: [(index: Int, report: VerifiedReport)],
        receivedAt: Date
    ) {
        self.region = region
        self.token = token
        self.message = message
        self.reports = reports
        self.receivedAt = receivedAt
    }
}
