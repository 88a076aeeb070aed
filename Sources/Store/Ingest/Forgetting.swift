public import FoundationEssentials

/// What a region forgets once it is old, though nobody asked.
///
/// - The keyed hash of a serial (of what may be somebody's own) that neither a delivery list nor the books name: it served no purpose.
/// - The text of an envelope, whose facts are in the tables; its digest stays and tells a resend. One that holds a keyed hash
///   goes with the hashes, or they would live on in it.
public struct Forgetting: Sendable, Equatable {
    public static let defaultHashDays = 30
    public static let defaultEnvelopeDays = 90

    public var now: Date
    /// Hashes first stored before then are forgotten unless they are known.
    public var hashesBefore: Date
    /// Texts of envelopes received before then are forgotten.
    public var envelopesBefore: Date
    /// `Device.serial` of what delivery lists name, `hash:` and all.
    public var knownHashes: Set<String>

    /// - Parameters:
    ///   - hashDays: how long a hash that nobody knows is kept.
    ///   - envelopeDays: how long envelopes are kept for audit; those with hashes at most `hashDays`.
    public init(
        now: Date, hashDays: Int = defaultHashDays, envelopeDays: Int = defaultEnvelopeDays,
        knownHashes: Set<String> = []
    ) {
        self.now = now
        hashesBefore = now.addingTimeInterval(-86_400 * TimeInterval(hashDays))
        envelopesBefore = now.addingTimeInterval(-86_400 * TimeInterval(envelopeDays))
        self.knownHashes = knownHashes
    }
}

/// How much was forgotten.
public struct Forgotten: Sendable, Equatable {
    public var hashes: Int
    public var envelopes: Int

    public init(hashes: Int = 0, envelopes: Int = 0) {
        self.hashes = hashes
        self.envelopes = envelopes
    }
}
