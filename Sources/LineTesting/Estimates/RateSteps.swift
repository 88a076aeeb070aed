internal import NDT7

/// A direction's rate in equal steps of time, read off the curve of the receiver's bytes.
///
/// Samples come when they come (an upload's some 25 to 625 ms apart); between two of them the curve is straight.
struct RateSteps: Sendable {
    static let stepSeconds = 0.25
    /// A window, as the facts' rule has it: one second.
    static let windowSteps = 4

    /// Mbps of each whole step since the handshake's end.
    private(set) var mbps: [Double] = []
    /// Bytes at the beginning of each step, and at the end of the last.
    private(set) var bytes: [Double] = [0]
    /// What was really seen, at the times it was seen.
    private var curve = [(seconds: 0.0, bytes: 0.0)]
    /// The connection's smallest round trip; 0 as long as it is not known.
    private var roundTripSeconds = 0.0

    init() {}

    init(_ samples: some Sequence<NDT7Result.Sample>) {
        for sample in samples { add(sample) }
    }

    /// - Parameter sample: one that stands in time, goes back or is no number adds nothing.
    mutating func add(_ sample: NDT7Result.Sample) {
        let (seconds, count, last) = (sample.elapsedSeconds, Double(sample.bytes), curve[curve.count - 1])
        // No test lasts a minute: a clock that says so is wrong, and would fill the memory with steps.
        guard seconds.isFinite, seconds > last.seconds, seconds < 60, count >= last.bytes else { return }
        if let rtt = sample.minRTTMs, rtt > 0, rtt < 1000 * Self.stepSeconds * Double(Self.windowSteps) {
            roundTripSeconds = rtt / 1000
        }
        curve.append((seconds, count))
        if let start = DeliveryHold.start(in: curve, roundTripSeconds: roundTripSeconds) {
            curve.removeSubrange(start + 1..<curve.count - 1)
        }
        draw()
    }

    /// Reads the steps off the curve's last part; those of a hold anew.
    private mutating func draw() {
        let (first, last) = (curve[curve.count - 2], curve[curve.count - 1])
        var step = Int((first.seconds / Self.stepSeconds).rounded(.down)) + 1
        while Double(step) * Self.stepSeconds <= last.seconds {
            let share = (Double(step) * Self.stepSeconds - first.seconds) / (last.seconds - first.seconds)
            let atEdge = first.bytes + (last.bytes - first.bytes) * share
            let rate = (atEdge - bytes[step - 1]) * 8 / Self.stepSeconds / 1e6
            if step < bytes.count {
                (bytes[step], mbps[step - 1]) = (atEdge, rate)
            } else {
                bytes.append(atEdge)
                mbps.append(rate)
            }
            step += 1
        }
    }

    var count: Int { mbps.count }

    /// The connection's round trip in whole steps: within one a sender may burst and pause.
    var roundTripSteps: Int { max(1, Int((roundTripSeconds / Self.stepSeconds).rounded(.up))) }

    /// Over so many steps a sudden change at `step` may be smeared, because nobody looked in between.
    func smear(at step: Int) -> Int {
        let (begin, end) = (Double(step) * Self.stepSeconds, Double(step + 1) * Self.stepSeconds)
        let gap = zip(curve, curve.dropFirst()).reduce(0) { longest, look in
            look.1.seconds > begin && look.0.seconds < end ? max(longest, look.1.seconds - look.0.seconds) : longest
        }
        return min(3, max(1, Int((gap / Self.stepSeconds).rounded(.up))))
    }

    /// The mean rate of the steps in `range`.
    func rate(_ range: Range<Int>) -> Double {
        guard !range.isEmpty else { return 0 }
        return (bytes[range.upperBound] - bytes[range.lowerBound]) * 8 / (Double(range.count) * Self.stepSeconds) / 1e6
    }

    /// Up to where nothing was held back, in seconds and in whole steps: before the end where the count stands by then.
    var end: (seconds: Double, steps: Int) {
        let seconds = curve[DeliveryHold.end(of: curve, roundTripSeconds: roundTripSeconds)].seconds
        return (seconds, min(count, Int((seconds / Self.stepSeconds).rounded(.down))))
    }

    /// The rates between samples from `start` to `end` seconds, each over a quarter of a second or a little less: what was seen
    /// and nothing drawn between, because a straight line looks smoother than any line is.
    func intervals(from start: Double, to end: Double = .infinity) -> [(mbps: Double, seconds: Double)] {
        var found: [(mbps: Double, seconds: Double)] = []
        var from: (seconds: Double, bytes: Double)?
        for (index, point) in curve.enumerated() where point.seconds >= start && point.seconds <= end {
            guard let begun = from else {
                from = point
                continue
            }
            let seconds = point.seconds - begun.seconds
            // Before a long gap a shorter look ends: stretched over the gap it would say less.
            let isBeforeGap = index + 1 < curve.count && curve[index + 1].seconds - point.seconds > Self.stepSeconds
            guard seconds >= (isBeforeGap ? 0.4 : 0.8) * Self.stepSeconds else { continue }
            found.append(((point.bytes - begun.bytes) * 8 / seconds / 1e6, seconds))
            from = point
        }
        return found
    }

    /// The rate of the one-second window that ends with step `end - 1`; nil before the first second is over.
    func window(endingAt end: Int) -> Double? {
        end >= Self.windowSteps && end <= count ? rate(end - Self.windowSteps..<end) : nil
    }
}
