public import Reports

/// Why a school's line is as it is, and what would mend it.
public struct LineDiagnosis: Sendable, Equatable {
    public var verdict: LineVerdict
    /// One sentence for a planner, with the figures that it rests on.
    public var cause: String
    /// nil where there is nothing to do.
    public var remedy: LineRemedy?

    public init(verdict: LineVerdict, cause: String, remedy: LineRemedy?) {
        self.verdict = verdict
        self.cause = cause
        self.remedy = remedy
    }

    public init(_ history: LineHistory, norm: NormCheck) {
        (verdict, cause) = LineJudge.judge(history)
        remedy = LineRemedy.choose(for: verdict, history: history, norm: norm)
    }
}

/// The verdict over many tests, with its cause.
///
/// What ails the school's own network is asked first, because it makes every other figure of the line lie; then what
/// comparing tests shows; then what most tests say one by one.
enum LineJudge {
    /// In lessons the line gives less than this share of what it gives outside: `shared_load`.
    static let sharedLoadShare = 0.7
    /// Wi-Fi PCs get less than this share of what wired ones get: `wifi`.
    static let wifiShare = 0.6
    /// PC to PC less than so many times the line: `lan_bound`.
    static let lanRatio = 2.0
    /// Of all tests, so many must agree for a single test's verdict to be the line's.
    static let majority = 0.5

    static func judge(_ history: LineHistory) -> (LineVerdict, String) {
        guard history.tests >= NormCheck.leastTests, history.days >= NormCheck.leastDays else {
            return (.unknown, tooLittle(history))
        }
        let common = history.commonVerdict
        let whole: [LineVerdict] = [.outage, .dns, .captive]
        if let common, whole.contains(common) { return (common, VerdictCause.text(common, history)) }
        if history.isWifiBound { return (.wifi, VerdictCause.text(.wifi, history)) }
        if history.isLANBound { return (.lanBound, VerdictCause.text(.lanBound, history)) }
        if common == .lan || common == .lanQueue, let common { return (common, VerdictCause.text(common, history)) }
        if history.isSharedLoad { return (.sharedLoad, VerdictCause.text(.sharedLoad, history)) }
        if history.tariff != nil { return (.tariffCap, VerdictCause.text(.tariffCap, history)) }
        guard let common else { return (.unknown, VerdictCause.text(.unknown, history)) }
        return (common, VerdictCause.text(common, history))
    }

    private static func tooLittle(_ history: LineHistory) -> String {
        let out = history.leftOut.values.reduce(0, +)
        return "Too little was measured: \(history.tests) tests on \(history.days) days, wanted "
            + "\(NormCheck.leastTests) on \(NormCheck.leastDays)"
            + (out == 0 ? "." : "; \(out) more say nothing of the line and are left out.")
    }
}

extension LineHistory {
    /// Only in lessons is the line slow: the pupils' own use.
    var isSharedLoad: Bool {
        guard lessons.isEnough, outside.isComparable, let busy = lessons.downloadMbps, let free = outside.downloadMbps
        else { return false }
        return busy < LineJudge.sharedLoadShare * free
    }

    var isWifiBound: Bool {
        guard wired.count >= 5, wired.isComparable, wifi.count >= 5, wifi.isComparable, let cable = wired.downloadMbps,
            let air = wifi.downloadMbps
        else { return false }
        return air < LineJudge.wifiShare * cable
    }

    /// Another PC is not much farther than the Internet; or the wire itself is full.
    var isLANBound: Bool {
        guard let line = all.downloadMbps else { return false }
        if peers.count >= 2, let lan = peers.downloadMbps, lan < LineJudge.lanRatio * line { return true }
        guard let speed = linkSpeedMbps, wired.isComparable, let cable = wired.downloadMbps else { return false }
        return cable >= 0.9 * Double(speed)
    }

    /// The round figure at which the line stops, in lessons as outside.
    var tariff: Double? {
        guard lessons.isEnough, outside.isComparable, let busy = lessons.downloadMbps, let free = outside.downloadMbps,
            let low = all.downloadP20Mbps, let high = all.downloadP80Mbps, let median = all.downloadMbps,
            high - low <= 0.1 * median, abs(busy - free) <= 0.1 * max(busy, free)
        else { return nil }
        return Tariff.figure(for: median)
    }

    /// What at least half of the tests say one by one; `server_limited` and `pc_limited` say nothing of a line.
    var commonVerdict: LineVerdict? {
        let said = verdicts.filter { ![.unknown, .serverLimited, .pcLimited].contains($0.key) }
        guard let most = said.max(by: { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }),
            Double(most.value) >= LineJudge.majority * Double(tests)
        else { return nil }
        return most.key
    }
}

/// The speeds that providers sell.
enum Tariff {
    /// In Mbps.
    static let figures: [Double] = [
        0.25, 0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 20, 25, 30, 32, 40, 50, 60, 64, 80, 100, 120, 128, 150, 200,
        250,
        256, 300, 400, 500, 512, 600, 800, 1_000,
    ]

    /// Payload is 90 to 101 % of what is sold: IP, TCP and Ethernet take 3 to 6 %, shapers round.
    static func figure(for mbps: Double) -> Double? {
        figures.filter { (0.9...1.01).contains(mbps / $0) }.min { abs($0 * 0.95 - mbps) < abs($1 * 0.95 - mbps) }
    }
}
