internal import Reports

/// A verdict over many tests as one sentence with the figures that it rests on.
struct VerdictCause {
    let history: LineHistory
    /// What comparing the tests showed.
    let judgement: LineJudgement
    let thresholds: LineThresholds

    func sentence(_ verdict: LineVerdict) -> String {
        switch verdict {
        case .unknown:
            if let plan = history.plan, history.isHidden(thresholds) {
                return "Nothing is judged: \(plan.hiddenSentence(thresholds))."
            }
            return history.isEnough(.all, thresholds)
                ? "No cause stands out in \(history.tests) tests on \(history.days) days, of which "
                    + "\(history.testsWithVerdict) have a verdict." : tooLittle
        case .clear:
            return "Nothing but the line's own rate is the limit: \(rate(history.all)) down, \(share(.clear)) say so."
        case .lan:
            return "The school's own network is slow or lossy even when idle"
                + aside(history.gatewayIdleMs.map { "its router takes \(Figure.milliseconds($0)) to answer" })
                + ": Wi-Fi or wiring, not the provider, in \(share(.lan))."
        case .lanQueue:
            return "The queue stands inside the school: under load its router answers"
                + rise(history.gatewayIdleMs, history.gatewayLoadedMs) + ", in \(share(.lanQueue))."
        case .ispQueue:
            return "The queue stands in the school's router or at the provider: under load the server answers"
                + rise(history.idleLatencyMs, history.loadedLatencyMs)
                + aside(history.gatewayLoadedMs.map { "the way to the router stays at \(Figure.milliseconds($0))" })
                + ", in \(share(.ispQueue))."
        case .outage:
            return "The test server could not be reached though the school's router answers, in \(share(.outage))."
        case .dns:
            return "No names are found though the school's router answers, in \(share(.dns))."
        case .captive:
            return
                "Somebody else's page answers in place of the one asked for, in \(share(.captive)): ask the provider "
                + "what it wants."
        case .lanBound:
            let limit = judgement.causes.first { $0.fact == .lanRate }?.limit
            return "PC to PC within the school runs at \(rate(history.peers)), less than "
                + "\(limit.map(Figure.mbps) ?? "wanted"), \(Figure.number(thresholds.lanRatio)) times what the line "
                + "gives: the school's network is the limit."
        case .wifi:
            return "Wired PCs get \(rate(history.wired)) (\(history.wired.count) tests), those on Wi-Fi "
                + "\(rate(history.wifi)) (\(history.wifi.count)): the Wi-Fi, not the provider, is the limit."
        case .sharedLoad:
            return "\(rate(history.lessons)) is left in lessons (\(history.lessons.count) tests) of "
                + "\(rate(history.outside)) outside (\(history.outside.count)): the school's own use fills the line."
        case .tariffCap:
            let tariff = judgement.causes.first { $0.fact == .tariff }?.value
            return
                "\(rate(history.lessons)) in lessons and \(rate(history.outside)) outside, hardly varying: a contract "
                + "of \(tariff.map(Figure.mbps) ?? "a round figure") is the limit."
        case .serverLimited, .pcLimited:
            return "\(share(verdict)) were limited by the test's own ends and say nothing of the line."
        }
    }

    private var tooLittle: String {
        let out = LineTestStanding.LeftOut.allCases.compactMap { word in
            history.leftOut[word].map { "\($0) \(word.rawValue)" }
        }
        let amount =
            history.amountSentence(.all, thresholds) ?? "\(history.tests) tests on \(history.days) days"
        return "Too little was measured: \(amount), wanted \(Int(thresholds.classTests)) on "
            + "\(Int(thresholds.classDays))"
            + (out.isEmpty ? "." : "; left out: \(out.joined(separator: ", ")).")
    }

    private func share(_ verdict: LineVerdict) -> String {
        "\(history.verdicts[verdict] ?? 0) of \(history.testsWithVerdict) tests with a verdict"
    }

    private func rate(_ group: LineHistory.Group) -> String { group.downloadMbps.map(Figure.mbps) ?? "no figure" }

    private func rise(_ idle: Double?, _ loaded: Double?) -> String {
        guard let idle, let loaded else { return " late" }
        return " after \(Figure.milliseconds(loaded)) in place of \(Figure.milliseconds(idle))"
    }

    private func aside(_ text: String?) -> String { text.map { " (\($0))" } ?? "" }
}
