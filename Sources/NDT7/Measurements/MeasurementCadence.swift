internal import Glibc
internal import NIOCore

/// When the next measurement message is due: a Poisson process, so that it falls into step with nothing on the line.
///
/// Source: the specification ("not more frequently than every 250 ms") and the reference server's memoryless ticker (min
/// 25 ms, mean 250 ms, max 625 ms). The bounds are closer here and make the same mean, 230 ms: an upload's counts are all
/// that is known of it, and a gap of 0.6 s hides a quarter of what an early stop may take.
struct MeasurementCadence: Sendable {
    static let minimumMs = 125.0
    static let meanMs = 250.0
    static let maximumMs = 400.0

    /// - Parameter chance: even between 0 and 1, without 1.
    func next(_ chance: Double = .random(in: 0..<1)) -> TimeAmount {
        // 1 - chance lies in (0, 1], where the logarithm is finite.
        let exponential = -log(1 - chance) * Self.meanMs
        return .microseconds(Int64(min(max(exponential, Self.minimumMs), Self.maximumMs) * 1000))
    }
}
