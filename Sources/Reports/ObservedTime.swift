public import FoundationEssentials

/// When something was observed, by a clock that may be wrong and by one that cannot be.
///
/// A school PC's wall clock may say 1970; boot id and monotonic time let the right time be computed once the server's is known.
public struct ObservedTime: Codable, Sendable, Equatable {
    /// The kernel's random boot id, so that monotonic times are compared only within one boot.
    public var bootID: String
    /// Seconds since boot, suspend included (`CLOCK_BOOTTIME`).
    public var monotonic: Double
    /// What the wall clock said, in whole seconds on the wire.
    public var wallClock: Date

    public init(bootID: String, monotonic: Double, wallClock: Date) {
        self.bootID = bootID
        self.monotonic = monotonic
        self.wallClock = wallClock
    }

    enum CodingKeys: String, CodingKey {
        case monotonic
        case bootID = "boot_id"
        case wallClock = "wall_clock"
    }
}
