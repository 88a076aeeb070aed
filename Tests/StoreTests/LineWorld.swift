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
                school: "A-1", schoolName: "School", pupils: 120, line: line, startedAt: at, downloadMbps: rate,
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

    static func row(_ samples: [LineSample], norm: LineNorm = .kazakhstan) -> LineRow? {
        LineRow.rows(of: samples, norm: norm).first
    }
}
