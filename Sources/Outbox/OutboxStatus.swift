public import FoundationEssentials

/// What waits in an outbox.
public struct OutboxStatus: Codable, Sendable, Equatable {
    public var stream: String
    /// The number the next sealed report will carry.
    public var nextSeq: Int
    /// Whether the current scan is not sealed yet.
    public var unsealedScan: Bool
    public var unsealedDeviceDays: Int
    /// Unsealed device-days of days that were over when last looked.
    public var unsealedPastDays: Int
    public var unsealedLineTests: Int
    public var unsealedSlots: Int
    /// Sealed envelopes the region has not acknowledged.
    public var pending: Int
    public var pendingBytes: Int
    /// When the oldest of them was sealed, by the computer's clock.
    public var oldestPending: Date?
    /// When the last envelope still kept was sealed, by the computer's clock.
    public var lastSealed: Date?
    /// Acknowledged envelopes still kept.
    public var acknowledged: Int
    /// Envelopes refused since the file was made.
    public var refused: Int
    /// Daily summaries, not sealed yet, of line tests that there was no room to keep one by one.
    public var unsealedLineTestDays: Int
    /// Slots that there was no room to keep, since the region was last told.
    public var slotsDropped: Int
    /// Where the damaged file lies that this one was begun in place of, nil when it never was.
    public var keptAside: String?

    enum CodingKeys: String, CodingKey {
        case stream, pending, acknowledged, refused
        case nextSeq = "next_seq"
        case unsealedScan = "unsealed_scan"
        case unsealedDeviceDays = "unsealed_device_days"
        case unsealedPastDays = "unsealed_past_days"
        case unsealedLineTests = "unsealed_line_tests"
        case unsealedSlots = "unsealed_slots"
        case pendingBytes = "pending_bytes"
        case oldestPending = "oldest_pending"
        case lastSealed = "last_sealed"
        case unsealedLineTestDays = "unsealed_line_test_days"
        case slotsDropped = "slots_dropped"
        case keptAside = "kept_aside"
    }
}
