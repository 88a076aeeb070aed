public import Reports

/// A request for settings whose signature held: the only way to make one is to verify an envelope.
///
/// There is no nonce: who plays it back learns what a school's computers are set to, and changes nothing. The agent's clock
/// may say any time, and is not judged.
public struct SettingsAsk: Sendable, Equatable {
    /// The size limit of a request's JSON, in bytes.
    public static let payloadLimitBytes = 4_096

    public let request: SettingsRequest

    /// Verifies, then inflates, then parses, then checks bounds.
    /// - Parameter key: the key registered for `envelope.keyID`.
    /// - Throws: `EnvelopeFailure`; `ReportFailure` for a request that its own agent signed but nobody can answer.
    public init(_ envelope: Envelope, key: VerifyingKey) throws {
        request = try envelope.open(
            SettingsRequest.self, kind: .settingsRequest, with: key, limitBytes: Self.payloadLimitBytes)
        guard request.agent == envelope.keyID else { throw ReportFailure.anotherAgent }
        guard request.askedAt.bootID.utf8.count <= ReportBounds.textLimitBytes else {
            throw ReportFailure.outOfBounds("a boot id is longer than \(ReportBounds.textLimitBytes) bytes")
        }
        guard request.version >= 0, request.trustVersion >= 0 else {
            throw ReportFailure.outOfBounds("a version is below zero")
        }
    }
}
