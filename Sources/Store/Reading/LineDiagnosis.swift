internal import FoundationEssentials
public import Reports

/// Why a school's line is as it is, and what would mend it.
public struct LineDiagnosis: Sendable, Equatable {
    /// Of all tests that have a verdict, so many must agree for it to be the line's.
    static let majority = 0.5

    public var verdict: LineVerdict
    /// One sentence for a planner, with the figures that it rests on.
    public var cause: String
    /// nil where there is nothing to do.
    public var remedy: LineRemedy?
    /// Why the remedy is another one than the verdict asks for; nil where it is not.
    public var remedyBasis: String?

    public init(verdict: LineVerdict, cause: String, remedy: LineRemedy?, remedyBasis: String? = nil) {
        self.verdict = verdict
        self.cause = cause
        self.remedy = remedy
        self.remedyBasis = remedyBasis
    }

    /// The order is that of `LineFindings.judgement`: first what makes every figure of the line mean nothing, then the
    /// school's own network, then what comparing tests shows, then what most tests say one by one.
    ///
    /// - Parameter contractedMbps: the only figure that a plateau is then taken for a tariff at.
    public init(
        _ history: LineHistory, norm: NormCheck, contractedMbps: Double? = nil, silence: SilentDays = SilentDays(),
        thresholds: LineThresholds = .standard
    ) {
        let judgement = history.findings(
            requiredMbps: norm.requiredMbps, contractedMbps: contractedMbps, thresholds: thresholds
        ).judgement
        verdict = Self.verdict(history, compared: judgement.verdict, thresholds: thresholds)
        cause = VerdictCause(history: history, judgement: judgement, thresholds: thresholds).sentence(verdict)
        let choice = LineRemedy.choose(
            for: verdict, history: history, norm: norm, silence: silence, thresholds: thresholds)
        remedy = choice.remedy
        remedyBasis = choice.reason
    }

    private static func verdict(
        _ history: LineHistory, compared: LineVerdict, thresholds: LineThresholds
    ) -> LineVerdict {
        guard history.isEnough(.all, thresholds), !history.isHidden(thresholds) else { return .unknown }
        let common = history.commonVerdict(thresholds)
        if let common, [.captive, .lan, .outage, .dns].contains(common) { return common }
        if [.lanBound, .wifi].contains(compared) { return compared }
        if common == .lanQueue { return .lanQueue }
        if [.sharedLoad, .tariffCap].contains(compared) { return compared }
        return common ?? .unknown
    }
}

extension LineHistory {
    /// What comparing the tests shows, where there are enough of each kind.
    func findings(
        requiredMbps: Double, contractedMbps: Double? = nil, thresholds: LineThresholds = .standard
    ) -> LineFindings {
        let bothMedia = wired.isTelling && wifi.isTelling
        return LineFindings(
            comparison: LineFindings.Comparison(
                lanMbps: peers.count >= 2 ? peers.downloadMbps : nil, wiredMbps: bothMedia ? wired.downloadMbps : nil,
                wifiMbps: bothMedia ? wifi.downloadMbps : nil,
                lessons: isEnough(.lessons, thresholds) ? lessons.spread : nil,
                outside: outside.isComparable ? outside.spread : nil, contractedMbps: contractedMbps,
                requiredMbps: requiredMbps),
            thresholds: thresholds)
    }

    /// Tests that one by one say why the line is as it is; `server_limited` and `pc_limited` say nothing of a line.
    private var said: [LineVerdict: Int] {
        verdicts.filter { ![.unknown, .serverLimited, .pcLimited].contains($0.key) }
    }

    var testsWithVerdict: Int { said.values.reduce(0, +) }

    /// What at least half of the tests with a verdict say one by one, where there are enough of them.
    func commonVerdict(_ thresholds: LineThresholds) -> LineVerdict? {
        guard Double(testsWithVerdict) >= thresholds.classTests,
            let most = said.max(by: { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }),
            Double(most.value) >= LineDiagnosis.majority * Double(testsWithVerdict)
        else { return nil }
        return most.key
    }
}

extension LineHistory.Group {
    /// Enough to say that one medium is slower than the other.
    var isTelling: Bool { count >= 5 && isComparable }

    var spread: LineFindings.RateSpread? {
        guard let downloadMbps, let downloadP20Mbps, let downloadP80Mbps else { return nil }
        return LineFindings.RateSpread(
            medianMbps: downloadMbps, p20Mbps: downloadP20Mbps, p80Mbps: downloadP80Mbps, tests: count)
    }
}
