/// A line's sustained rate as the samples of one direction show it, in Mbps.
struct RateEstimate: Sendable, Equatable {
    var mbps: Double
    /// A 95 % interval.
    var low: Double
    var high: Double
    /// The first and last second that it rests on.
    var fromSeconds: Double
    var toSeconds: Double

    /// The least that an estimate may rest on, in steps: one second.
    static let leastSteps = 4

    /// Half the interval's width as a share of the rate.
    var uncertainty: Double { (high - low) / 2 / mbps }

    /// - Returns: nil where the rate never settled: rising to the end, too short, or nothing arrived.
    init?(_ steps: RateSteps) {
        guard let part = SettledPart.find(in: steps), !part.isRising else { return nil }
        self.init(steps, from: part.start)
    }

    init?(_ steps: RateSteps, from start: Int) {
        let end = steps.end
        guard end.steps - start >= Self.leastSteps else { return nil }
        let begin = Double(start) * RateSteps.stepSeconds
        guard let model = FluctuationModel(steps.intervals(from: begin, to: end.seconds)) else { return nil }
        mbps = steps.rate(start..<end.steps)
        let interval = model.interval(share: 0.95)
        low = interval.low
        high = interval.high
        fromSeconds = begin
        toSeconds = Double(end.steps) * RateSteps.stepSeconds
    }
}
