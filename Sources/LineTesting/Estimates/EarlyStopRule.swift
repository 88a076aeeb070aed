public import NDT7

/// Ends a direction once more of it would tell little new, and errs on the side of going on.
///
/// The gates of time, settling, retransmits and agreeing windows are measured ones: on clean links they gave 64 to 79 %
/// fewer bytes and errors of at most 6 %. The others are for links that are not clean: bursts, fluctuation, long delays,
/// thin uploads.
public struct EarlyStopRule: StopRule {
    static let leastSeconds = 1.5
    /// A window of TCP moves once a round trip: so many of them before anything is believed.
    static let roundTrips = 8.0
    static let settledSeconds = 1.0
    static let retransmitLimit = 0.05
    /// Successive windows, and how far apart they may lie as a share of the middle one.
    static let windows = 3
    static let windowSpread = 0.07
    /// A provider's bucket of 8 MB, filled at 20 Mbps and drained at 50, lasts 2.1 s at the full 50, and its end shows a step
    /// later: as many bytes have to have come as the rate gives in this time, whatever slow start took.
    static let burstSeconds = 2.45
    /// Half of the interval's width as a share of the rate: what fluctuates runs on. With 8 % one to two of a hundred lines
    /// that wander by a fifth were stopped with an interval that does not hold their rate; with 5 % fewer than one.
    static let uncertaintyLimit = 0.05
    /// Uploads up to this rate erred by up to 11 %, and cost little: they run on.
    static let thinUploadMbps = 2.2

    private let direction: Direction
    private var steps = RateSteps()
    /// Where and with what the rule stopped; nil while it has not.
    private(set) var stop: (estimate: RateEstimate, sample: NDT7Result.Sample)?

    public init(direction: Direction) {
        self.direction = direction
    }

    public mutating func shouldStop(at sample: NDT7Result.Sample) -> Bool {
        guard stop == nil else { return true }
        steps.add(sample)
        guard let estimate = estimate(at: sample) else { return false }
        stop = (estimate, sample)
        return true
    }

    /// The estimate to stop with; nil as long as a gate is shut.
    private func estimate(at sample: NDT7Result.Sample) -> RateEstimate? {
        let seconds = sample.elapsedSeconds
        // Without a round trip to go by, one that no line on the ground exceeds.
        let settling = Self.roundTrips * (sample.minRTTMs ?? 250) / 1000
        guard seconds >= max(Self.leastSeconds, Self.burstSeconds, settling) else { return nil }
        if let sent = sample.sentByteCount, let again = sample.retransmittedByteCount, sent > 0 {
            guard Double(again) < Self.retransmitLimit * Double(sent) else { return nil }
        }
        guard windowsAgree(), let part = SettledPart.find(in: steps), !part.isRising, part.start == part.rampEnd else {
            return nil
        }
        guard seconds - Double(part.start) * RateSteps.stepSeconds >= max(Self.settledSeconds, settling) else {
            return nil
        }
        guard let estimate = RateEstimate(steps, from: part.start), estimate.uncertainty <= Self.uncertaintyLimit,
            Double(sample.bytes) * 8 / 1e6 >= Self.burstSeconds * estimate.mbps,
            direction == .download || estimate.mbps > Self.thinUploadMbps
        else { return nil }
        return estimate
    }

    private func windowsAgree() -> Bool {
        let last = (0..<Self.windows).compactMap { steps.window(endingAt: steps.count - $0) }
        guard last.count == Self.windows, let least = last.min(), let most = last.max(), least > 0 else { return false }
        return most - least <= Self.windowSpread * (least + most) / 2
    }
}
