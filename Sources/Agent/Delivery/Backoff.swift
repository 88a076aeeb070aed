/// How long to wait before trying again: exponential with full jitter, never less than a floor.
///
/// Full jitter spreads thirty PCs of a room that lost the line together. Source: M. Brooker, "Exponential Backoff And
/// Jitter", AWS Architecture Blog, 2015.
public struct Backoff: Sendable, Equatable {
    /// The first step in seconds; it doubles with every failure.
    public var baseSeconds: Double
    /// No step is longer.
    public var capSeconds: Double
    /// No wait is shorter.
    public var floorSeconds: Double
    /// What a server may ask for at most: a mistake there must not silence an agent for ever.
    public var retryAfterCapSeconds: Double
    /// Failures in a row.
    public private(set) var failures = 0

    public init(
        baseSeconds: Double = 30, capSeconds: Double = 3_600, floorSeconds: Double = 5,
        retryAfterCapSeconds: Double = 86_400
    ) {
        self.baseSeconds = baseSeconds
        self.capSeconds = capSeconds
        self.floorSeconds = floorSeconds
        self.retryAfterCapSeconds = retryAfterCapSeconds
    }

    /// Counts a failure and says how many seconds to wait.
    /// - Parameter retryAfter: seconds the server asked for; the wait is at least that, and up to a step longer, so that
    ///   those who were told the same do not come back together.
    /// - Parameter jitter: a random number from 0 to 1.
    public mutating func next(retryAfter: Int? = nil, jitter: Double) -> Double {
        // 2^30 steps of any base are beyond any cap; more would only overflow.
        let step = min(capSeconds, baseSeconds * Double(1 << min(failures, 30)))
        failures += 1
        let asked = min(Double(retryAfter ?? 0), retryAfterCapSeconds)
        return max(floorSeconds, asked + step * jitter)
    }

    /// How long to wait when all went well but the server asked for patience.
    /// - Parameter jitter: a random number from 0 to 1.
    public func pause(retryAfter: Int, jitter: Double) -> Double {
        let asked = min(Double(max(0, retryAfter)), retryAfterCapSeconds)
        return max(floorSeconds, asked + baseSeconds * jitter)
    }

    /// Counts a success.
    public mutating func reset() { failures = 0 }
}
