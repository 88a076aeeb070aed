internal import Reports

/// How many of a school's line tests are left only as daily summaries, over a period.
public struct LineSummary: Sendable, Equatable {
    public var school: String
    public var schoolName: String
    /// From the registry.
    public var pupils: Int?
    public var tests: Int

    public init(school: String, schoolName: String, pupils: Int? = nil, tests: Int) {
        self.school = school
        self.schoolName = schoolName
        self.pupils = pupils
        self.tests = tests
    }
}

extension LineRow {
    /// The row of a school of whose tests nothing but summaries is left: it has no figure.
    init(onlySummary summary: LineSummary, norm: LineNorm) {
        self.init(school: summary.school, schoolName: summary.schoolName, line: nil, samples: [], norm: norm)
        pupils = summary.pupils
        testsSummarised = summary.tests
    }
}
