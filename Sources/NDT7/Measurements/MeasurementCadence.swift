internal import Glibc
internal import NIOCore

/// When the next measurement message is due: a Poisson process, so that it falls into step with nothing on the line.
///
/// Source of the bounds: the reference server's memoryless ticker (min 25 ms, mean 250 ms, max 625 ms).
struct MeasurementCadence: Sendable {
    static let minimumMs = 25.0
    static let meanMs = 250.0
    static let maximumMs = 625.0

    func next(using generator: inout some RandomNumberGenerator) -> TimeAmount {
        // 1 - u lies in (0, 1], where the logarithm is finite.
        let exponential = -log(1 - Double.random(in: 0..<1, using: &generator)) * Self.meanMs
        return .microseconds(Int64(min(max(exponential, Self.minimumMs), Self.maximumMs) * 1000))
    }
}
