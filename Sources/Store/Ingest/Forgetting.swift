public import FoundationEssentials

/// What a region forgets once it is old, though nobody asked.
///
/// - The keyed hash of a serial (of what may be somebody's own) that neither a delivery list nor the books name: it served no purpose.
/// - The text of an envelope, whose facts are in the tables; its digest stays and tells a resend. One that holds a keyed hash
///   goes with the hashes, or they would live on in it.
/// - What an envelope told of a line test beside its figures, and tells itself for longer: no question reads it.
/// - Of a line test that is years old, what no figure of a line is computed from: its school's month is packed into one row.
/// - A lease whose test has come, and later one that waited for its test in vain: what a line was granted stays counted.
public struct Forgetting: Sendable, Equatable {
    public static let defaultHashDays = 30
    public static let defaultEnvelopeDays = 90
    public static let defaultDetailDays = 30
    /// As long as a school is out of lessons at most, in summer.
    public static let defaultLeaseDays = 120
    /// For a test from a computer that was offline for a year.
    public static let defaultUntestedLeaseDays = 400
    /// Three years and some days: as long as a contract can be gone to court about (Civil Code of Kazakhstan, article 178).
    public static let defaultLineTestDays = 1_100

    public var now: Date
    /// Hashes first stored before then are forgotten unless they are known.
    public var hashesBefore: Date
    /// Texts of envelopes received before then are forgotten; where they are kept by the week, those of weeks that ended before.
    public var envelopesBefore: Date
    /// Details of line tests begun before then are forgotten.
    public var detailsBefore: Date
    /// Leases granted before then are forgotten once their test has come.
    public var testedLeasesBefore: Date
    /// Leases granted before then are forgotten.
    public var leasesBefore: Date
    /// Line tests of months that ended before then are packed.
    public var lineTestsBefore: Date
    /// `Device.serial` of what delivery lists name, `hash:` and all.
    public var knownHashes: Set<String>

    /// - Parameters:
    ///   - hashDays: how long a hash that nobody knows is kept.
    ///   - envelopeDays: how long envelopes are kept for audit; those with hashes at most `hashDays`.
    ///   - detailDays: how long is kept what was told of line tests beside their figures.
    ///   - leaseDays: how long a lease is kept whose test has come.
    ///   - untestedLeaseDays: how long any other is.
    ///   - lineTestDays: how long a line test is kept as it came; at least as long as any lease, which is looked for by its test.
    public init(
        now: Date, hashDays: Int = defaultHashDays, envelopeDays: Int = defaultEnvelopeDays,
        detailDays: Int = defaultDetailDays, leaseDays: Int = defaultLeaseDays,
        untestedLeaseDays: Int = defaultUntestedLeaseDays, lineTestDays: Int = defaultLineTestDays,
        knownHashes: Set<String> = []
    ) {
        self.now = now
        hashesBefore = now.addingTimeInterval(-86_400 * TimeInterval(hashDays))
        envelopesBefore = now.addingTimeInterval(-86_400 * TimeInterval(envelopeDays))
        detailsBefore = now.addingTimeInterval(-86_400 * TimeInterval(detailDays))
        testedLeasesBefore = now.addingTimeInterval(-86_400 * TimeInterval(leaseDays))
        leasesBefore = now.addingTimeInterval(-86_400 * TimeInterval(untestedLeaseDays))
        let testDays = max(lineTestDays, leaseDays, untestedLeaseDays, detailDays)
        lineTestsBefore = now.addingTimeInterval(-86_400 * TimeInterval(testDays))
        self.knownHashes = knownHashes
    }
}

/// How much was forgotten.
public struct Forgotten: Sendable, Equatable {
    public var hashes: Int
    public var envelopes: Int
    public var leases: Int
    /// Of line tests, what was told beside their figures.
    public var details: Int
    /// Line tests that were packed.
    public var lineTests: Int

    public init(hashes: Int = 0, envelopes: Int = 0, leases: Int = 0, details: Int = 0, lineTests: Int = 0) {
        self.hashes = hashes
        self.envelopes = envelopes
        self.leases = leases
        self.details = details
        self.lineTests = lineTests
    }
}
