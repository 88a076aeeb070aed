/// What a series of probes says, in milliseconds.
struct LatencySummary: Sendable, Equatable {
    /// Round trips in the order they were sent; a silent probe counts as its time-out, the least it can have been.
    var samples: [Double] = []
    var answeredCount = 0
    /// Why a probe failed, when one did.
    var failure: String?

    init(_ outcomes: [ProbeOutcome] = []) {
        for outcome in outcomes {
            switch outcome {
            case .answered(let milliseconds):
                samples.append(milliseconds)
                answeredCount += 1
            case .silent(let milliseconds):
                samples.append(milliseconds)
                failure = failure ?? "no answer within \(Int(milliseconds)) ms"
            case .failed(let reason):
                failure = failure ?? reason
            }
        }
    }

    var isAnswered: Bool { answeredCount > 0 }
    /// Nil when nothing answered: a line of time-outs is no latency.
    var median: Double? { isAnswered ? Statistics.median(of: samples) : nil }
    var jitter: Double? { isAnswered ? Statistics.jitter(of: samples) : nil }
    var percentile95: Double? { isAnswered ? Statistics.percentile(0.95, of: samples) : nil }
}
