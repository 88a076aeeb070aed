internal import FoundationEssentials
public import Reports

/// Whether a line gives what the norm asks, and on what that rests.
///
/// Held against the norm is the median download in lessons: what is left for one more pupil while the school works. Too few
/// tests, or too many slots passed over, decide nothing (`LineThresholds.classTests`, `.classDays`, `.skippedShare`).
public struct NormCheck: Sendable, Equatable {
    public var norm: String
    public var requiredMbps: Double
    /// nil where too little was measured in lessons.
    public var isMet: Bool?
    /// One sentence: what was held against the norm, and how sure that is.
    public var basis: String
    /// The share of the plan's slots in lessons in which the line gave what the norm asks, 0 to 1: as if it had given less in
    /// each that was passed over, and as if it had given enough. nil without any test in lessons.
    public var shareLow: Double?
    public var shareHigh: Double?

    public init(
        norm: String, requiredMbps: Double, isMet: Bool?, basis: String, shareLow: Double? = nil,
        shareHigh: Double? = nil
    ) {
        self.norm = norm
        self.requiredMbps = requiredMbps
        self.isMet = isMet
        self.basis = basis
        self.shareLow = shareLow
        self.shareHigh = shareHigh
    }

    /// - Parameter history: the line's tests.
    public init(_ norm: LineNorm, pupils: Int?, history: LineHistory, thresholds: LineThresholds = .standard) {
        let required = norm.requiredMbps(pupils: pupils)
        let need =
            "\(Figure.mbps(required)) for \(pupils.map { "\($0) pupils" } ?? "a school whose pupils are not known")"
        let (isMet, basis) = Self.judge(history, required: required, need: need, thresholds: thresholds)
        self.init(norm: norm.name, requiredMbps: required, isMet: isMet, basis: basis)
        let tests = history.lessonDownloads.count
        guard tests > 0 else { return }
        let met = history.lessonDownloads.count { $0 >= required }
        let hidden = history.plan?.hidden ?? 0
        shareLow = Double(met) / Double(tests + hidden)
        shareHigh = Double(met + hidden) / Double(tests + hidden)
    }

    private static func judge(
        _ history: LineHistory, required: Double, need: String, thresholds: LineThresholds
    ) -> (isMet: Bool?, basis: String) {
        let lessons = history.lessons
        let tests = "\(lessons.count) tests in lessons on \(lessons.days) days"
        if let plan = history.plan, history.isHidden(thresholds) {
            return (nil, "\(plan.hiddenSentence(thresholds)): \(tests) decide nothing")
        }
        let bounded = history.lessonsAtLeast
        let among =
            "\(bounded.count) tests in lessons on \(bounded.days) days, \(bounded.bounds) of which had not settled"
        if bounded.bounds > 0, history.isEnough(.lessonsAtLeast, thresholds), let low = bounded.lowMbps,
            let high = bounded.highMbps
        {
            if low >= required {
                return (true, "median of \(among): at least \(Figure.mbps(low)), asked \(need)")
            }
            if high >= required {
                return (
                    nil,
                    "median of \(among): at least \(Figure.mbps(low)), and nobody knows how much more, asked \(need)"
                )
            }
        }
        guard history.isEnough(.lessons, thresholds), let median = lessons.downloadMbps else {
            let unknown = history.unknownHours
            return (
                nil,
                "too little: \(history.amountSentence(.lessons, thresholds) ?? tests), wanted "
                    + "\(Int(thresholds.classTests)) on \(Int(thresholds.classDays))"
                    + (unknown == 0 ? "" : "; of \(unknown) tests nobody knows whether they ran in lessons")
            )
        }
        var basis = "median of \(tests): \(Figure.mbps(median)), asked \(need)"
        if let interval = lessons.downloadInterval {
            basis += "; 95 % interval \(Figure.number(interval.lowerBound)) to \(Figure.mbps(interval.upperBound))"
            if interval.lowerBound < required, required <= interval.upperBound {
                basis += ", which holds the norm: more tests may turn this"
            }
        }
        return (median >= required, basis)
    }
}

extension LineHistory {
    /// What of a longer period counts, nil where all of it does.
    func amountSentence(_ kind: Kind, _ thresholds: LineThresholds) -> String? {
        let recent = recent(kind, thresholds)
        let all = kind == .all ? Amount(tests: tests, days: days) : Amount(tests: lessons.count, days: lessons.days)
        guard recent != all else { return nil }
        let amount = "\(recent.tests) tests\(kind == .all ? "" : " in lessons") on \(recent.days) school days"
        return recent.tests == all.tests ? amount : "\(amount) within \(Int(thresholds.judgingDays))"
    }
}

extension SlotTally {
    /// Why nothing is decided.
    func hiddenSentence(_ thresholds: LineThresholds) -> String {
        "\(hidden) of \(hidden + lessonsRun) slots in lessons were passed over while the line was in use or did not answer, "
            + "more than \(Figure.percent(thresholds.skippedShare))"
    }
}
