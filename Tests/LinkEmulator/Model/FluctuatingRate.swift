internal import Glibc

/// A rate that wanders around its mean: an Ornstein-Uhlenbeck process, held for a step at a time.
///
/// Its steps are exact (Gillespie, Phys. Rev. E 54, 1996): the variance and the correlation do not depend on the step.
struct FluctuatingRate {
    /// A line neither stands still nor runs without bounds: the rate stays within these shares of its mean.
    static let bounds = 0.05...3.0
    /// Steps in one correlation time.
    static let stepsPerCorrelation = 100

    let mean: Double
    private let step: Int
    private let decay: Double
    private let spread: Double
    private var random: RandomSource
    /// Deviation from the mean, as a share of it.
    private var deviation: Double
    private var stepEnd: Int

    /// Bits a second, now.
    private var rate: Double { mean * min(max(1 + deviation, Self.bounds.lowerBound), Self.bounds.upperBound) }

    /// - Parameters:
    ///   - mean: bits a second.
    ///   - variation: standard deviation over mean.
    ///   - correlation: nanoseconds until the correlation has fallen to 1/e.
    init(mean: Double, variation: Double, correlation: Int, start: Int, seed: UInt64) {
        self.mean = mean
        step = max(1, correlation / Self.stepsPerCorrelation)
        decay = exp(-1 / Double(Self.stepsPerCorrelation))
        spread = variation * (1 - decay * decay).squareRoot()
        random = RandomSource(seed: seed)
        // From the process's own distribution: the first second is like any other.
        deviation = variation * random.normal()
        stepEnd = start + step
    }

    /// When a packet is out whose first bit goes out at `start`, in nanoseconds; `start` never goes back.
    mutating func transmit(bits: Double, from start: Int) -> Int {
        var remaining = bits
        var time = start
        while true {
            while stepEnd <= time { advance() }
            let possible = rate * Double(stepEnd - time) / 1e9
            if remaining <= possible { return time + Int((remaining * 1e9 / rate).rounded(.up)) }
            remaining -= possible
            time = stepEnd
        }
    }

    private mutating func advance() {
        deviation = deviation * decay + spread * random.normal()
        stepEnd += step
    }
}
