/// Which part of a direction shows the line's sustained rate: what follows slow start and a token bucket's first burst.
struct SettledPart: Sendable, Equatable {
    /// The first step after slow start.
    var rampEnd: Int
    /// The first step that counts: `rampEnd`, or the first after a burst.
    var start: Int
    /// Whether the rate still rose when the samples ended: then nothing has settled.
    var isRising: Bool

    /// Slow start is over at the first step that reaches this share of the later rate, and keeps it for a round trip: at
    /// satellite delays slow start fills the line for a part of each round trip long before it fills all of it.
    static let rampShare = 0.85
    /// Above this ratio two flat levels are a burst and what follows; a lesser drop is the line's own unrest.
    static let burstRatio = 1.2
    /// How flat both levels have to be, as the coefficient of variation of their steps. Traffic that wanders is rougher.
    static let burstRoughness = 0.06
    /// The least that may follow a burst, in steps.
    static let leastSteps = 6

    /// - Returns: nil where nothing arrived, or too little to tell.
    static func find(in steps: RateSteps) -> SettledPart? {
        guard steps.count >= RateSteps.windowSteps else { return nil }
        // The median, so that neither a burst before nor a hole within moves it.
        let firstEnd = max(RateSteps.windowSteps, steps.count / 2)
        let later = (firstEnd...steps.count).compactMap { steps.window(endingAt: $0) }
        guard let reference = Statistics.median(of: later), reference > 0 else { return nil }
        let least = rampShare * reference
        let reached = steps.mbps.indices.first { step in
            steps.mbps[step] >= least && steps.rate(step..<min(step + steps.roundTripSteps, steps.count)) >= least
        }
        guard let reached else { return nil }
        // The step that reached it was still climbing, and those that it is smeared over.
        let rampEnd = min(reached + steps.smear(at: reached), steps.count)
        let start = burstEnd(in: steps, from: rampEnd) ?? rampEnd
        return SettledPart(rampEnd: rampEnd, start: start, isRising: isRising(steps, from: rampEnd))
    }

    /// Where a token bucket ran empty: the split into two flat levels, the first higher, that fits best.
    ///
    /// Least squares over one change in level, as in Page (1957) and after; found only where both sides are flat.
    private static func burstEnd(in steps: RateSteps, from first: Int) -> Int? {
        let last = steps.count - leastSteps
        guard first + 1 < last else { return nil }
        var best: (split: Int, error: Double)?
        for split in first + 1...last {
            let error =
                squaredError(steps, first..<split) + squaredError(steps, split..<steps.count)
            if error < best?.error ?? .infinity { best = (split, error) }
        }
        guard let split = best?.split else { return nil }
        // The steps in which the level changed belong to neither.
        let smear = steps.smear(at: split)
        let before = first..<max(first + 1, split - smear)
        let after = min(split + smear, last)..<steps.count
        guard steps.rate(before) > burstRatio * steps.rate(after), steps.rate(after) > 0 else { return nil }
        guard roughness(steps, before) < burstRoughness, roughness(steps, after) < burstRoughness else { return nil }
        return after.lowerBound
    }

    private static func squaredError(_ steps: RateSteps, _ range: Range<Int>) -> Double {
        let mean = steps.rate(range)
        return steps.mbps[range].reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }

    private static func roughness(_ steps: RateSteps, _ range: Range<Int>) -> Double {
        (squaredError(steps, range) / Double(range.count)).squareRoot() / steps.rate(range)
    }

    /// Whether every second was faster than the one before, up to the end and by much.
    ///
    /// Seconds of slow start count only as long as little else was seen: that one was faster than they says nothing.
    private static func isRising(_ steps: RateSteps, from rampEnd: Int) -> Bool {
        let ends = stride(from: steps.count, to: RateSteps.windowSteps - 1, by: -RateSteps.windowSteps)
        let isSettled = steps.count - rampEnd >= 2 * RateSteps.windowSteps
        let seconds = ends.filter { !isSettled || $0 - RateSteps.windowSteps >= rampEnd }
            .compactMap { steps.window(endingAt: $0) }.prefix(6)
        guard seconds.count >= 3 else {
            guard let last = steps.window(endingAt: steps.count), let first = steps.window(endingAt: steps.count - 2)
            else { return true }
            return last > 1.05 * first
        }
        let newest = Array(seconds)
        guard newest[0] > 1.05 * newest[2], newest[0] > 1.15 * newest[newest.count - 1] else { return false }
        return zip(newest, newest.dropFirst()).allSatisfy { $0 >= 0.99 * $1 }
    }
}
