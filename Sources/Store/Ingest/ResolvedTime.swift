public import FoundationEssentials
public import Reports

/// The time of an observation as the region believes it.
///
/// A clock that reads later than the server's, or earlier than Parta was written, is wrong. What is certain then: the
/// observation came before the report was sealed, by the monotonic difference when both fell into one boot, and the report
/// was sealed before it was received. So the latest possible time is taken, and marked.
public struct ResolvedTime: Sendable, Equatable {
    /// How far a clock may run ahead of the server's and still be believed, in seconds.
    public static let toleranceSeconds: TimeInterval = 300
    /// 2025-01-01T00:00:00Z: no report is older than the program.
    public static let earliest = Date(timeIntervalSince1970: 1_735_689_600)

    public var time: Date
    /// True when the computer's clock could not be believed.
    public var isEstimated: Bool

    public init(_ observed: ObservedTime, sealedAt: ObservedTime, receivedAt: Date) {
        let believable = Self.earliest...receivedAt.addingTimeInterval(Self.toleranceSeconds)
        if believable.contains(observed.wallClock) {
            time = min(observed.wallClock, receivedAt)
            isEstimated = false
            return
        }
        let sealed = believable.contains(sealedAt.wallClock) ? min(sealedAt.wallClock, receivedAt) : receivedAt
        let sameBoot = observed.bootID == sealedAt.bootID && observed.monotonic <= sealedAt.monotonic
        time = sealed.addingTimeInterval(sameBoot ? observed.monotonic - sealedAt.monotonic : 0)
        isEstimated = true
    }
}
