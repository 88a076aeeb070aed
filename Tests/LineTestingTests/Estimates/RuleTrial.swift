import NDT7

@testable import LineTesting

/// What the early rule and the full test made of many traces of one kind.
struct RuleTrial {
    var name: String
    var count = 0
    var stopped = 0
    /// Errors of stopped tests as shares of the truth, and their bytes as shares of the full test's.
    var earlyErrors: [Double] = []
    var byteShares: [Double] = []
    var earlyCovered = 0
    /// The same of full tests that gave a steady rate.
    var fullErrors: [Double] = []
    var fullCovered = 0
    var fullWidths: [Double] = []
    /// Of what would be reported with the rule in force: the early interval, or the full one where it ran on.
    var reportedCovered = 0
    var reported = 0

    init(_ name: String, _ trace: TraceGenerator, seeds: Range<UInt64>) {
        self.name = name
        for seed in seeds {
            let samples = trace.samples(seed: seed)
            take(samples, truth: trace.truth, direction: trace.direction)
        }
    }

    private mutating func take(_ samples: [NDT7Result.Sample], truth: Double, direction: Direction) {
        count += 1
        let total = Double(samples.last?.bytes ?? 1)
        var rule = EarlyStopRule(direction: direction)
        let stop = samples.contains { rule.shouldStop(at: $0) } ? rule.stop : nil
        let full = RateEstimate(RateSteps(samples))
        if let full {
            fullErrors.append(full.mbps / truth - 1)
            fullWidths.append(full.uncertainty)
            if full.low <= truth, truth <= full.high { fullCovered += 1 }
        }
        if let stop {
            stopped += 1
            earlyErrors.append(stop.estimate.mbps / truth - 1)
            byteShares.append(Double(stop.sample.bytes) / total)
            if stop.estimate.low <= truth, truth <= stop.estimate.high { earlyCovered += 1 }
        } else {
            byteShares.append(1)
        }
        if let said = stop?.estimate ?? full {
            reported += 1
            if said.low <= truth, truth <= said.high { reportedCovered += 1 }
        }
    }

    var meanByteShare: Double { byteShares.reduce(0, +) / Double(max(1, byteShares.count)) }
    var earlyError95: Double? { Statistics.percentile(0.95, of: earlyErrors.map(abs)) }
    var fullError95: Double? { Statistics.percentile(0.95, of: fullErrors.map(abs)) }
    var fullWidth: Double? { Statistics.median(of: fullWidths) }
    var coverage: Double { Double(reportedCovered) / Double(max(1, reported)) }
    var earlyCoverage: Double { Double(earlyCovered) / Double(max(1, stopped)) }

    static let head =
        "| link | runs | stopped early | bytes | error p95 early | error p95 full | interval holds the truth | half width full |\n"
        + "|---|---|---|---|---|---|---|---|"

    var row: String {
        func percent(_ share: Double?) -> String {
            share.map { "\(($0 * 1000).rounded() / 10) %" } ?? "-"
        }
        return
            "| \(name) | \(count) | \(percent(Double(stopped) / Double(count))) | \(percent(meanByteShare)) | "
            + "\(percent(earlyError95)) | \(percent(fullError95)) | \(percent(coverage)) (of \(reported)) | "
            + "\(percent(fullWidth)) |"
    }
}
