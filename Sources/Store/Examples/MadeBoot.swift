public import FoundationEssentials
public import Reports

/// One start of a made-up computer: a school day on which it ran, seen from the report that ends it.
public struct MadeBoot: Sendable, Equatable {
    /// The upper and the lower half of the boot's id.
    public var key: (high: UInt64, low: UInt64)
    /// The local day.
    public var day: CivilDate
    public var startedAt: Date
    public var sealedAt: Date

    public init(key: (high: UInt64, low: UInt64), day: CivilDate, startedAt: Date, sealedAt: Date) {
        self.key = key
        self.day = day
        self.startedAt = startedAt
        self.sealedAt = sealedAt
    }

    /// As the kernel writes one: a random UUID.
    public var id: String {
        var digits = Hexadecimal.encode(bigEndianBytes(key.high) + bigEndianBytes(key.low))
        for place in [8, 13, 18, 23] { digits.insert("-", at: digits.index(digits.startIndex, offsetBy: place)) }
        return digits
    }

    /// Two minutes after the start, when the agent has looked around.
    public var scannedAt: Date { startedAt.addingTimeInterval(120) }
    /// A few seconds on the way.
    public var receivedAt: Date { sealedAt.addingTimeInterval(5) }

    /// A moment of this boot as the agent's clocks saw it.
    public func time(_ date: Date) -> ObservedTime {
        ObservedTime(bootID: id, monotonic: date.timeIntervalSince(startedAt), wallClock: date)
    }

    public static func == (left: MadeBoot, right: MadeBoot) -> Bool {
        left.key == right.key && left.day == right.day && left.startedAt == right.startedAt
            && left.sealedAt == right.sealedAt
    }

    private func bigEndianBytes(_ word: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
}
