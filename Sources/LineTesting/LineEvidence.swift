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

    /// What was probed during one phase, side by side.
    struct Probes: Sendable {
        var server: [ProbeOutcome] = []
        /// Empty where no gateway was given.
        var gateway: [ProbeOutcome] = []

        static func + (left: Probes, right: Probes) -> Probes {
            Probes(server: left.server + right.server, gateway: left.gateway + right.gateway)
        }
    }

    var idle = Probes()
    var underDownload = Probes()
    var underUpload = Probes()
    var download = Outcome.notRun
    var upload = Outcome.notRun
    /// What this program used of one processor core in each direction.
    var processorShares: (download: Double?, upload: Double?) = (nil, nil)
    /// Whether the server's name was not found, so that no address was ever tried.
    var isNameUnknown = false
    var surroundings = LineSurroundings()
    /// Whether a gateway was to be probed.
    var probesGateway = false
    /// How far the wall clock left the monotonic one behind during the measurement, in seconds.
    var clockJumpSeconds = 0.0
    /// Whether the download left nothing of the byte allowance to the upload.
    var isAllowanceUsedUp = false
    /// Whether the caller ended the measurement.
    var isCancelled = false

    /// A wall clock that is slewed moves by 0.5 ms a second; one that is set moves by more than this.
    static let clockJumpLimitSeconds = 2.0

    var idleLatency: LatencySummary { LatencySummary(idle.server) }
    /// Under the directions that ran: without load there is no loaded latency.
    var loaded: Probes {
        (download.result == nil ? Probes() : underDownload) + (upload.result == nil ? Probes() : underUpload)
    }

    /// Fills in the figures, the problem, the marks and the verdict of `test`.
    func complete(_ test: LineTest) -> LineTest {
        var test = test
        let results = [download, upload].compactMap(\.result)
        test.download = download.rate
        test.upload = upload.rate
        if isNameUnknown { test.download?.ending = "name_not_found" }
        test.downloadMbps = test.download?.headlineMbps
        test.uploadMbps = test.upload?.headlineMbps
        test.idleLatencyMs = idleLatency.median
        test.jitterMs = idleLatency.jitter
        test.loadedLatencyMs = LatencySummary(loaded.server).percentile95
        test.loss = Self.loss(results)
        test.bytesReceived = [download, upload].reduce(0) { $0 + $1.cost.received }
        test.bytesSent = [download, upload].reduce(0) { $0 + $1.cost.sent }
        test.stoppedEarly = [test.download, test.upload].contains { $0?.stoppedEarly == true }
        test.gateway = gatewayLatency
        test.link = surroundings.link
        test.names = surroundings.names
        test.platforms = surroundings.platforms
        test.circumstances = circumstances
        test.verdict = LineFindings(test, server: serverReach, strain: strain).verdict
        test.marks = marks(test)
        test.problem = problem
        return test
    }

    /// What of the circumstances was seen here; nil where nothing was.
    private var circumstances: LineCircumstances? {
        let strain = strain
        guard strain.serverTests != nil || surroundings.ownTrafficMbps != nil else { return nil }
        return LineCircumstances(
            ownTrafficMbps: surroundings.ownTrafficMbps, serverTests: strain.serverTests,
            serverTestLimit: strain.serverTestLimit)
    }

    private var gatewayLatency: GatewayLatency? {
        guard probesGateway else { return nil }
        let (before, under) = (LatencySummary(idle.gateway), LatencySummary(loaded.gateway))
        let answered = before.isAnswered || under.isAnswered
        return GatewayLatency(
            answered: answered, idleMs: before.median, loadedMs: under.percentile95, jitterMs: before.jitter,
            loss: answered && !idle.gateway.isEmpty
                ? 1 - Double(before.answeredCount) / Double(idle.gateway.count) : nil)
    }

    private func marks(_ test: LineTest) -> [LineMark]? {
        let rates = [test.download, test.upload].compactMap { $0 }
        var marks: [LineMark] = []
        if test.verdict == .serverLimited { marks.append(.serverLimited) }
        if test.verdict == .pcLimited { marks.append(.pcLimited) }
        if rates.contains(where: \.rampLimited) { marks.append(.rampLimited) }
        let capped = rates.contains { $0.ending == NDT7Result.Ending.byteCapped.rawValue && $0.steadyMbps == nil }
        if capped || isAllowanceUsedUp { marks.append(.byteCapped) }
        if abs(clockJumpSeconds) > Self.clockJumpLimitSeconds { marks.append(.clockJumped) }
        return marks.isEmpty ? nil : marks
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

    /// The direction's own problem says why nothing answered.
    private var isUnreachable: Bool {
        guard case .failed(let failure) = download, case .unreachable = failure.kind else { return false }
        return true
    }

    private var problem: String? {
        var sentences: [String] = []
        for (name, outcome) in [("download", download), ("upload", upload)] {
            switch outcome {
            case .notRun:
                if case .failed = download { sentences.append("\(name) not tried, because the download failed") }
                if isAllowanceUsedUp { sentences.append("\(name) not tried, because the byte allowance was used up") }
            case .failed(let failure): sentences.append("no \(name) figure: \(failure)")
            case .measured(let result):
                if result.mbps == nil { sentences.append("no \(name) figure: nothing arrived in time") }
                sentences += result.warnings.map { "\(name): \($0)" }
            }
        }
        if isCancelled, upload.isNotRun { sentences.append("the measurement was cancelled before it was complete") }
        if !idleLatency.isAnswered, !isUnreachable, let failure = idleLatency.failure {
            sentences.append("no latency figure: \(failure)")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: "; ")
    }
}
