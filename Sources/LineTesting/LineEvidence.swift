internal import NDT7
internal import Reports

/// What the phases of one measurement found, and the line test that follows from it. No I/O.
struct LineEvidence: Sendable {
    /// A direction's result, or why it has none.
    enum Outcome: Sendable {
        case notRun
        case measured(NDT7Result)
        case failed(NDT7Failure)
    }

    var idle = LatencySummary()
    var loaded: [ProbeOutcome] = []
    var download = Outcome.notRun
    var upload = Outcome.notRun

    /// Fills in the figures, the problem and the verdict of `test`.
    func complete(_ test: LineTest) -> LineTest {
        var test = test
        let results = [download, upload].compactMap(\.result)
        test.downloadMbps = download.result?.mbps
        test.uploadMbps = upload.result?.mbps
        test.idleLatencyMs = idle.median
        test.jitterMs = idle.jitter
        test.loadedLatencyMs = results.isEmpty ? nil : LatencySummary(loaded).percentile95
        test.loss = Self.loss(results)
        test.bytesReceived = results.reduce(0) { $0 + $1.localBytesReceived }
        test.bytesSent = results.reduce(0) { $0 + $1.localBytesSent }
        test.verdict = isOutage ? .outage : .unknown
        test.problem = problem
        return test
    }

    /// Nothing ever answered: neither a probe nor a test's connection.
    private var isOutage: Bool {
        guard case .failed(let failure) = download, case .unreachable = failure.kind else { return false }
        return !idle.isAnswered
    }

    /// Retransmitted bytes of both directions as a share of those sent: at 20/5 Mbps most of them are the download's.
    private static func loss(_ results: [NDT7Result]) -> Double? {
        let counted = results.compactMap { result in
            result.sentByteCount.flatMap { sent in result.retransmittedByteCount.map { (sent: sent, again: $0) } }
        }
        // A server may say anything: each count is held to what a share can be.
        let sent = counted.reduce(0.0) { $0 + Double(max(0, $1.sent)) }
        let again = counted.reduce(0.0) { $0 + Double(max(0, min($1.again, $1.sent))) }
        return sent > 0 ? again / sent : nil
    }

    private var problem: String? {
        var sentences: [String] = []
        for (name, outcome) in [("download", download), ("upload", upload)] {
            switch outcome {
            case .notRun:
                if case .failed = download { sentences.append("\(name) not tried, because the download failed") }
            case .failed(let failure): sentences.append("no \(name) figure: \(failure)")
            case .measured(let result):
                if result.mbps == nil { sentences.append("no \(name) figure: nothing arrived in time") }
                sentences += result.warnings.map { "\(name): \($0)" }
            }
        }
        if !idle.isAnswered, !isOutage, let failure = idle.failure { sentences.append("no latency figure: \(failure)") }
        return sentences.isEmpty ? nil : sentences.joined(separator: "; ")
    }
}

extension LineEvidence.Outcome {
    var result: NDT7Result? {
        if case .measured(let result) = self { result } else { nil }
    }
}
