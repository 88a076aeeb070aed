internal import FoundationEssentials
public import Reports

/// Whether a line gives what the norm asks, and on what that rests.
///
/// Held against the norm is the median download in lessons: what is left for one more pupil while the school works. Fewer
/// than `leastTests` tests, or fewer than `leastDays` days, decide nothing.
public struct NormCheck: Sendable, Equatable {
    /// A school week of two or three tests a day.
    public static let leastTests = 12
    public static let leastDays = 5

    public var norm: String
    public var requiredMbps: Double
    /// nil where too little was measured in lessons.
    public var isMet: Bool?
    /// One sentence: what was held against the norm, and how sure that is.
    public var basis: String

    public init(norm: String, requiredMbps: Double, isMet: Bool?, basis: String) {
        self.norm = norm
        self.requiredMbps = requiredMbps
        self.isMet = isMet
        self.basis = basis
    }

    /// - Parameter history: the line's tests.
    public init(_ norm: LineNorm, pupils: Int?, history: LineHistory) {
        let lessons = history.lessons
        let bounded = history.lessonsAtLeast
        let required = norm.requiredMbps(pupils: pupils)
        let need =
            "\(Figure.mbps(required)) for \(pupils.map { "\($0) pupils" } ?? "a school whose pupils are not known")"
        let tests = "\(lessons.count) tests in lessons on \(lessons.days) days"
        func check(_ isMet: Bool?, _ basis: String) -> NormCheck {
            NormCheck(norm: norm.name, requiredMbps: required, isMet: isMet, basis: basis)
        }
        let among =
            "\(bounded.count) tests in lessons on \(bounded.days) days, \(bounded.bounds) of which had not settled"
        if bounded.bounds > 0, bounded.isEnough, let low = bounded.lowMbps, let high = bounded.highMbps {
            if low >= required {
                self = check(true, "median of \(among): at least \(Figure.mbps(low)), asked \(need)")
                return
            }
            if high >= required {
                self = check(
                    nil,
                    "median of \(among): at least \(Figure.mbps(low)), and nobody knows how much more, asked \(need)")
                return
            }
        }
        guard lessons.isEnough, let median = lessons.downloadMbps else {
            let unknown = history.unknownHours
            self = check(
                nil,
                "too little: \(tests), wanted \(Self.leastTests) on \(Self.leastDays)"
                    + (unknown == 0 ? "" : "; of \(unknown) tests nobody knows whether they ran in lessons"))
            return
        }
        var basis = "median of \(tests): \(Figure.mbps(median)), asked \(need)"
        if let interval = lessons.downloadInterval {
            basis += "; 95 % interval \(Figure.number(interval.lowerBound)) to \(Figure.mbps(interval.upperBound))"
            if interval.lowerBound < required, required <= interval.upperBound {
                basis += ", which holds the norm: more tests may turn this"
            }
        }
        self = check(median >= required, basis)
    }
}
