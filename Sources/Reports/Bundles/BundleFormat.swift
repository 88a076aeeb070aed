/// What a bundle looks like: a file of a school's envelopes that only its region can read (`SealedFormat`).
///
/// The plain text is lines: the manifest, then envelopes.
public enum BundleFormat {
    /// Twice what an outbox holds.
    public static let sealed = SealedFormat(name: "PARTA-BUNDLE", info: "parta-bundle-1", limitBytes: 536_870_912)
    /// The manifest with its enrolment and receipt, in bytes.
    static let manifestLimitBytes = 65_536
    /// How large a bundle file may be, in bytes.
    public static var fileLimitBytes: Int { sealed.fileLimitBytes }

    /// Whether a line may be an envelope: visible ASCII, not more than an envelope holds.
    static func canBeEnvelope(_ line: some Collection<UInt8>) -> Bool {
        !line.isEmpty && line.count <= Envelope.limitBytes && line.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    }
}
