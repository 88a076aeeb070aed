internal import FoundationEssentials

/// What a period left of one school's lines, before anything is held against them.
public struct SchoolLines: Sendable, Equatable {
    public struct Line: Sendable, Equatable {
        /// nil for tests that are confirmed for none of several lines, or where there is none yet.
        public var line: String?
        public var history: LineHistory

        public init(line: String?, history: LineHistory) {
            self.line = line
            self.history = history
        }
    }

    /// In the order of their names, the one without a name first.
    public var lines: [Line]
    /// Tests of which only their computers' daily summaries are left.
    public var testsSummarised: Int
    public var silence: SilentDays
    /// The latest moment that anything here is of, in seconds since 1970.
    public var lastAt: Int

    public init(lines: [Line] = [], testsSummarised: Int = 0, silence: SilentDays = SilentDays(), lastAt: Int = 0) {
        self.lines = lines
        self.testsSummarised = testsSummarised
        self.silence = silence
        self.lastAt = lastAt
    }

    /// Tests that name no line belong to the school's line where it has one, and stand for themselves where it has several;
    /// so do slots.
    /// - Parameter until: the period's last day (UTC, counted from 1970); nil for the latest with a test.
    public init(
        school: String, samples: [LineSample], outcomes: [SlotOutcome] = [], testsSummarised: Int = 0, until: Int? = nil
    ) {
        let names = Set(samples.compactMap(\.line)).union(outcomes.compactMap(\.line))
        let only = names.count == 1 ? names.first : nil
        let plans = Dictionary(grouping: outcomes) { $0.line ?? only }.mapValues(SlotTally.init)
        let tests = Dictionary(grouping: samples) { $0.line ?? only }
        lines = Set(tests.keys).union(plans.keys.filter { $0 != nil })
            .sorted { ($0 ?? "").utf8.lexicographicallyPrecedes(($1 ?? "").utf8) }
            .map { line in
                var history = LineHistory(tests[line] ?? [], name: [school, line ?? ""])
                history.plan = plans[line]
                history.until = until
                return Line(line: line, history: history)
            }
        self.testsSummarised = testsSummarised
        silence = SilentDays(outcomes)
        lastAt = max(
            samples.map { Int($0.startedAt.timeIntervalSince1970) }.max() ?? 0, outcomes.map(\.plannedAt).max() ?? 0)
    }
}
