import Glibc
import NDT7

/// Makes the samples that a direction over a link of a known kind would give: TCP's slow start under the link's rate.
struct TraceGenerator {
    enum Link: Sendable {
        case steady
        /// An Ornstein-Uhlenbeck fluctuation: its strength as a share of the rate, and its correlation time.
        case fluctuating(strength: Double, seconds: Double)
        /// A bucket of so many bytes, filled at the link's rate and drained at most at `peakMbps`.
        case bucket(bytes: Double, peakMbps: Double)
        /// Slow start ends at this share of the rate, and the window then grows by so much a round trip.
        case slowGrowth(from: Double, perRoundTrip: Double)
    }

    var link: Link
    var mbps: Double
    var rttSeconds: Double
    var direction: Direction
    var durationSeconds = 10.0
    /// TCP's own unrest, per 10 ms.
    var noise = 0.04
    /// A sawtooth below the link's rate after slow start, as shallow queues give: its depth as a share.
    var sawtooth = 0.0

    static let tick = 0.01

    func samples(seed: UInt64) -> [NDT7Result.Sample] {
        var random = SeededGenerator(seed: seed)
        var samples: [NDT7Result.Sample] = []
        // Ten segments of 1448 bytes in the first round trip; after them the window doubles each time.
        var window = 10.0 * 1448 * 8 / 1e6
        var (bytes, tokens, wander) = (0.0, 0.0, 0.0)
        var inSlowStart = true
        if case .fluctuating(let strength, _) = link { wander = strength * random.normal() }
        if case .bucket(let depth, _) = link { tokens = depth }
        var due = gap(&random)
        for tick in 1...Int(durationSeconds / Self.tick) {
            let seconds = Double(tick) * Self.tick
            var limit = mbps
            switch link {
            case .steady: break
            case .fluctuating(let strength, let time):
                let carry = exp(-Self.tick / time)
                wander = carry * wander + strength * (1 - carry * carry).squareRoot() * random.normal()
                limit = mbps * max(0.05, 1 + wander)
            case .bucket(_, let peak):
                tokens += mbps * 1e6 / 8 * Self.tick
                limit = min(peak, tokens * 8 / 1e6 / Self.tick)
            case .slowGrowth(let share, let growth):
                if inSlowStart, window / rttSeconds >= share * mbps { inSlowStart = false }
                if !inSlowStart { window *= pow(1 + growth, Self.tick / rttSeconds) }
            }
            if case .slowGrowth = link, !inSlowStart {
            } else if window / rttSeconds < 2 * limit {
                window *= pow(2, Self.tick / rttSeconds)
            }
            var rate = seconds < rttSeconds ? 0 : min(limit, window / rttSeconds)
            if rate == limit, sawtooth > 0 {
                // A period of 20 round trips, as a window of some dozens of segments has.
                rate *= 1 - sawtooth * (1 - (seconds / (20 * rttSeconds)).truncatingRemainder(dividingBy: 1))
            }
            rate = max(0, rate * (1 + noise * random.normal()))
            if case .bucket = link { rate = min(rate, tokens * 8 / 1e6 / Self.tick) }
            let moved = rate * 1e6 / 8 * Self.tick
            bytes += moved
            if case .bucket(let depth, _) = link { tokens = min(depth, max(0, tokens - moved)) }
            if seconds >= due || tick == Int(durationSeconds / Self.tick) {
                samples.append(
                    NDT7Result.Sample(
                        elapsedSeconds: seconds, bytes: Int(bytes), minRTTMs: rttSeconds * 1000,
                        sentByteCount: Int(bytes * 1.01), retransmittedByteCount: Int(bytes * 0.002)))
                due = seconds + gap(&random)
            }
        }
        return samples
    }

    /// The sustained rate, which a test is to find.
    var truth: Double { mbps * (1 - sawtooth / 2) }

    /// A download is counted by us, an upload by the server at NDT7's cadence.
    private func gap(_ random: inout SeededGenerator) -> Double {
        guard direction == .upload else { return 0.1 }
        return min(0.4, max(0.125, -0.25 * log(Double.random(in: .leastNonzeroMagnitude..<1, using: &random))))
    }
}
