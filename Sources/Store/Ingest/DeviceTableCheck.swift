public import FoundationEssentials
public import Reports

/// The newest table of devices that is held of an agent, as the agent described it.
public struct HeldDeviceTable: Sendable, Equatable {
    public var stream: String
    /// The report whose scan it is.
    public var seq: Int
    public var sealedAt: Date
    /// `DeviceTable.digest` over the digests as they came; nil where a device came without one.
    public var digest: String?

    public init(stream: String, seq: Int, sealedAt: Date, digest: String?) {
        self.stream = stream
        self.seq = seq
        self.sealedAt = sealedAt
        self.digest = digest
    }
}

/// What comes of comparing the table that is held with the one that an agent says it has told.
public enum DeviceTableCheck: Sendable, Equatable {
    case same
    /// Another one is held as of the same report, or that report is not.
    case differs
    /// A newer table than the one it speaks of is held: the report came late and says nothing of today.
    case outdated

    /// How often a whole scan is asked for at most, in seconds.
    public static let askEverySeconds: TimeInterval = 86_400
    /// How long tables may differ, though a whole scan was asked for each day, until an operator is told, in seconds.
    public static let alertAfterSeconds: TimeInterval = 2 * 86_400

    /// - Returns: nil for a report that says nothing of its agent's table.
    public init?(_ report: Report, sealedAt: Date, held: HeldDeviceTable?) {
        guard let digest = report.devicesDigest, let seq = report.devicesSeq else { return nil }
        guard let held else {
            self = .differs
            return
        }
        if held.stream != report.stream {
            self = sealedAt < held.sealedAt ? .outdated : .differs
        } else if held.seq != seq {
            self = seq < held.seq ? .outdated : .differs
        } else {
            self = held.digest == digest ? .same : .differs
        }
    }
}
