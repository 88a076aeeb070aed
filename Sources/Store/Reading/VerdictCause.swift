internal import Reports

/// A verdict over many tests as one sentence with the figures that it rests on.
enum VerdictCause {
    static func text(_ verdict: LineVerdict, _ history: LineHistory) -> String {
        let said = history.verdicts[verdict] ?? 0
        let share = "\(said) of \(history.tests) tests"
        switch verdict {
        case .unknown:
            return "No cause stands out in \(history.tests) tests on \(history.days) days."
        case .clear:
            return "Nothing but the line's own rate is the limit: \(rate(history.all)) down, \(share) say so."
        case .lan:
            return "The school's own network is slow even when idle"
                + parenthesis(history.gatewayIdleMs.map { "its router takes \(Figure.milliseconds($0)) to answer" })
                + ": Wi-Fi or wiring, not the provider, in \(share)."
        case .lanQueue:
            return "The queue stands inside the school: under load its router answers"
                + rise(history.gatewayIdleMs, history.gatewayLoadedMs) + ", in \(share)."
        case .ispQueue:
            return "The queue stands in the school's router or at the provider: under load the server answers"
                + rise(history.idleLatencyMs, history.loadedLatencyMs)
                + parenthesis(
                    history.gatewayLoadedMs.map { "the way to the router stays at \(Figure.milliseconds($0))" })
                + ", in \(share)."
        case .outage:
            return "The test server could not be reached though the school's router answers, in \(share)."
        case .dns:
            return "No names are found though the school's router answers, in \(share)."
        case .captive:
            return
                "Somebody else's page answers in place of the one asked for, in \(share): ask the provider what it wants."
        case .lanBound:
            return lanBound(history)
        case .wifi:
            return "Wired PCs get \(rate(history.wired)) (\(history.wired.count) tests), those on Wi-Fi "
                + "\(rate(history.wifi)) (\(history.wifi.count)): the Wi-Fi, not the provider, is the limit."
        case .sharedLoad:
            return "\(rate(history.lessons)) is left in lessons (\(history.lessons.count) tests) of "
                + "\(rate(history.outside)) outside (\(history.outside.count)): the school's own use fills the line."
        case .tariffCap:
            return
                "\(rate(history.lessons)) in lessons and \(rate(history.outside)) outside, hardly varying: a contract of "
                + "\(history.tariff.map { Figure.mbps($0) } ?? "a round figure") is the limit."
        case .serverLimited, .pcLimited:
            return "\(share) were limited by the test's own ends and say nothing of the line."
        }
    }

    private static func lanBound(_ history: LineHistory) -> String {
        if history.peers.count >= 2, let lan = history.peers.downloadMbps, let line = history.all.downloadMbps,
            lan < LineJudge.lanRatio * line
        {
            return "PC to PC within the school runs at \(Figure.mbps(lan)), less than twice the line's "
                + "\(Figure.mbps(line)): the school's network is the limit."
        }
        let speed = history.linkSpeedMbps.map { "\($0) Mbps" } ?? "the port's speed"
        return "Wired PCs get \(rate(history.wired)) over links of \(speed): the school's network is the limit."
    }

    private static func rate(_ group: LineHistory.Group) -> String {
        group.downloadMbps.map(Figure.mbps) ?? "no figure"
    }

    private static func rise(_ idle: Double?, _ loaded: Double?) -> String {
        guard let idle, let loaded else { return " late" }
        return " after \(Figure.milliseconds(loaded)) in place of \(Figure.milliseconds(idle))"
    }

    private static func parenthesis(_ text: String?) -> String { text.map { " (\($0))" } ?? "" }
}
