import FoundationEssentials
import Reports
import Store

/// Line tests of one school, told in few words.
enum LineWorld {
    /// 2025-09-01T00:00:00Z.
    static let start = Date(timeIntervalSince1970: 1_756_684_800)

    /// So many tests, three a day; `mbps` by position, so that rates can vary.
    static func tests(
        _ count: Int, inLessons: Bool? = true, firstDay: Int = 0, perDay: Int = 3, verdict: LineVerdict = .clear,
        medium: LineLink.Medium = .wired, target: LineCircumstances.Target = .region,
        line: String? = nil, leftOut: LineTestStanding.LeftOut? = nil, mbps: (Int) -> Double?
    ) -> [LineSample] {
        (0..<count).map { index in
            let day = firstDay + index / perDay
            let at = start.addingTimeInterval(Double(day) * 86_400 + Double(index % perDay) * 3_600 + 14_400)
            let rate = mbps(index)
            return LineSample(
                line: line, startedAt: at, downloadMbps: rate,
                uploadMbps: rate.map { $0 / 4 }, idleLatencyMs: 20, loadedLatencyMs: 240, gatewayIdleMs: 2,
                gatewayLoadedMs: 4, inLessons: inLessons, target: target, medium: medium,
                verdict: verdict, leftOut: leftOut)
        }
    }

    /// One slot a week, outside lessons.
    static func outside(_ count: Int = 6, medium: LineLink.Medium = .wired, mbps: (Int) -> Double?) -> [LineSample] {
        tests(count, inLessons: false, perDay: 1, medium: medium, mbps: mbps)
    }

    /// Between `low` and `high`, back and forth.
    static func between(_ low: Double, _ high: Double) -> (Int) -> Double? {
        { low + (high - low) * Double($0 * 7 % 10) / 9 }
    }

    static func rows(
        _ samples: [LineSample], outcomes: [SlotOutcome] = [], pupils: Int? = 120, norm: LineNorm = .kazakhstan,
        lines: [RegisteredLine] = [], until: Int? = nil, thresholds: LineThresholds = .standard
    ) -> [LineRow] {
        LineRow.rows(
            of: LineSchool(
                id: "A-1", name: "School", pupils: pupils, lines: lines, norm: norm, thresholds: thresholds),
            SchoolLines(school: "A-1", samples: samples, outcomes: outcomes, until: until))
    }

    static func row(
        _ samples: [LineSample], outcomes: [SlotOutcome] = [], pupils: Int? = 120, norm: LineNorm = .kazakhstan,
        lines: [RegisteredLine] = [], until: Int? = nil, thresholds: LineThresholds = .standard
    ) -> LineRow? {
        rows(
            samples, outcomes: outcomes, pupils: pupils, norm: norm, lines: lines, until: until, thresholds: thresholds
        ).first
    }

    /// A day's slots in lessons, one an hour, each with what came of it; as many computers as `on` says were on, of ten.
    static func slots(
        day: Int = 1, _ reasons: [SlotRecord.Reason?], on: [Int]? = nil, line: String? = nil
    ) -> [SlotOutcome] {
        reasons.enumerated().map { index, reason in
            let on = on?[index] ?? 10
            return SlotOutcome(
                slot: "2025-09-\(day < 10 ? "0" : "")\(day)/\(index + 1)", line: line,
                plannedAt: Int(start.timeIntervalSince1970) + (day - 1) * 86_400 + 14_400 + index * 3_600,
                inLessons: true, ran: reason == nil, reason: reason, on: on, off: 10 - on)
        }
    }
}
