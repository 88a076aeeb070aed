internal import Glibc

/// How far a line's sustained rate may lie from what a short look at it gave.
///
/// The steps' rates are taken as a constant, plus a slow fluctuation (an Ornstein-Uhlenbeck process: other people's
/// traffic, radio), plus noise of each step (TCP's own unrest). Neighbouring steps are thus correlated, and their number
/// counts only as far as they are not. How strong and how slow the fluctuation is, a test of seconds cannot know: all
/// settings of a grid are tried, weighted by how well they explain the steps and by a prior that holds slow ones
/// possible, and the interval is that of the mixture.
///
/// Source: the constant by generalised least squares with the restricted likelihood (Patterson and Thompson 1971),
/// computed with the Kalman filter of an AR(1) process plus noise (Harvey 1989, sections 3.3 and 3.4).
struct FluctuationModel: Sendable {
    private struct Step {
        /// As a share of the mean.
        var rate: Double
        /// How much of the fluctuation is left after it.
        var carry: Double
        /// A longer look has less noise of its own.
        var calm: Double
    }

    /// One setting's answer: the constant is normal around `mean`.
    private struct Part {
        var weight: Double
        var mean: Double
        var deviation: Double
    }

    /// Correlation times in seconds. The facts name 2 to 5 s; slower ones would widen every interval without end.
    private static let times = [4.0, 8]
    /// Strengths of the slow fluctuation as shares of the rate, evenly apart in their logarithm: no scale is favoured.
    private static let strengths = [0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.12, 0.18, 0.27, 0.4]
    /// The same of the steps' own noise.
    private static let noises = [0.003, 0.006, 0.012, 0.025, 0.05, 0.1, 0.2]
    /// What no look at the steps removes, such as packet headers and clocks: an interval is never narrower.
    private static let leastShare = 0.015
    /// A step's rate is a mean over the step, which hides a third of the fluctuation's increments: their variance is
    /// this much more than it looks.
    private static let averaging = 1.5

    private let parts: [Part]
    private let scale: Double

    /// - Parameter intervals: rates and how long each was seen, in the order they were.
    /// - Returns: nil for fewer than three, or for none above zero: no interval can be given.
    init?(_ intervals: [(mbps: Double, seconds: Double)]) {
        let total = intervals.reduce(0) { $0 + $1.seconds }
        let mean = intervals.reduce(0) { $0 + $1.mbps * $1.seconds } / max(total, .leastNonzeroMagnitude)
        guard intervals.count >= 3, mean > 0 else { return nil }
        scale = mean
        var found: [(log: Double, part: Part)] = []
        found.reserveCapacity(Self.times.count * Self.strengths.count * Self.noises.count)
        for time in Self.times {
            let steps = intervals.map { interval in
                Step(
                    rate: interval.mbps / mean, carry: exp(-interval.seconds / time),
                    calm: RateSteps.stepSeconds / interval.seconds)
            }
            for strength in Self.strengths {
                for noise in Self.noises {
                    found.append(Self.fit(steps, slow: strength * strength, white: noise * noise))
                }
            }
        }
        let best = found.reduce(-Double.infinity) { max($0, $1.log) }
        let weighted = found.map { Part(weight: exp($0.log - best), mean: $0.part.mean, deviation: $0.part.deviation) }
        let all = weighted.reduce(0) { $0 + $1.weight }
        parts = weighted.filter { $0.weight > 1e-5 * all }
            .map { Part(weight: $0.weight / all, mean: $0.mean, deviation: $0.deviation) }
    }

    /// The rates between which the sustained one lies with a chance of `share`.
    func interval(share: Double) -> (low: Double, high: Double) {
        let low = quantile((1 - share) / 2)
        let high = quantile((1 + share) / 2)
        return (max(0, min(low, 1 - Self.leastShare)) * scale, max(high, 1 + Self.leastShare) * scale)
    }

    /// One pass of the filter over the steps and over the constant at once: both have the same gains.
    private static func fit(_ steps: [Step], slow: Double, white: Double) -> (log: Double, part: Part) {
        var (state, stateOfOne, variance) = (0.0, 0.0, slow)
        var (rateSquares, cross, oneSquares, logs) = (0.0, 0.0, 0.0, 0.0)
        for step in steps {
            let carry = step.carry
            state *= carry
            stateOfOne *= carry
            variance = carry * carry * variance + (1 - carry * carry) * slow
            let spread = variance + white * step.calm
            let (surprise, surpriseOfOne) = (step.rate - 1 - state, 1 - stateOfOne)
            rateSquares += surprise * surprise / spread
            cross += surprise * surpriseOfOne / spread
            oneSquares += surpriseOfOne * surpriseOfOne / spread
            logs += log(spread)
            let gain = variance / spread
            state += gain * surprise
            stateOfOne += gain * surpriseOfOne
            variance *= 1 - gain
        }
        let likelihood = -0.5 * (logs + rateSquares - cross * cross / oneSquares + log(oneSquares))
        return (
            likelihood, Part(weight: 0, mean: 1 + cross / oneSquares, deviation: (averaging / oneSquares).squareRoot())
        )
    }

    private func quantile(_ share: Double) -> Double {
        var (low, high) = (-3.0, 5.0)
        for _ in 0..<40 {
            let middle = (low + high) / 2
            let below = parts.reduce(0) { sum, part in
                sum + part.weight * 0.5 * erfc((part.mean - middle) / (part.deviation * 2.0.squareRoot()))
            }
            if below < share { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
