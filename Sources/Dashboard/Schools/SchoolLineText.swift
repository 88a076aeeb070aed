internal import FoundationEssentials
internal import Reports
internal import Store

/// One of a school's lines as its page shows it: what it gave, whether that is enough, why, and two charts.
struct SchoolLineText {
    let row: LineRow
    /// Of this line, as far as they count.
    let tests: [SchoolReading.Test]
    let number: Int
    let now: Date
    let wording: Wording

    var values: [String: PageValue] {
        let one = LineClass([row])
        return [
            "name": .text(row.line ?? wording("school.line_unnamed")), "chart_mark": .markup(Self.mark(one)),
            "class": .text(wording("class.\(one.rawValue)")), "facts": .rows(facts),
            "verdict": .text(wording.word("verdict", row.diagnosis.verdict.rawValue)),
            "remedy": .text(
                row.diagnosis.remedy.map {
                    // A line that is fiber already is not built.
                    wording.word("remedy", $0 == .build && row.medium == "fiber" ? "more_fiber" : $0.rawValue)
                }),
            "meets": .text(meets), "cause": .text(row.diagnosis.cause), "basis": .text(row.norm.basis),
            "chart_by_day": .markup(tests.isEmpty ? "" : days.svg(wording)),
            "chart_by_hour": .markup(tests.isEmpty ? "" : hours.svg(wording)), "has_tests": .flag(!tests.isEmpty),
            "number": .text("\(number)"),
        ]
    }

    static func mark(_ one: LineClass) -> String {
        "<svg class=\"symbol\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\">"
            + one.mark(x: 8, y: 8, size: 6) + "</svg>"
    }

    private var meets: String {
        switch row.norm.isMet {
        case true?: wording("school.meets")
        case false?: wording("school.misses")
        case nil: wording("school.meets_unknown")
        }
    }

    private var facts: [[String: PageValue]] {
        func fact(_ key: String, _ text: String?) -> [String: PageValue]? {
            text.map { ["name": .text(wording(key)), "text": .text($0)] }
        }
        let contract = row.contractedDownloadMbps.flatMap { wording.mbps($0) }
        return [
            fact("school.download", wording.mbps(row.downloadMbps)),
            fact("school.upload", wording.mbps(row.uploadMbps)),
            fact("school.in_lessons", wording.mbps(row.residualDownloadMbps)),
            fact("school.outside_lessons", wording.mbps(row.capacityDownloadMbps)),
            fact("school.norm", wording.mbps(row.norm.requiredMbps)),
            fact("school.latency", wording.milliseconds(row.idleLatencyMs)),
            fact("school.latency_loaded", wording.milliseconds(row.loadedLatencyMs)),
            fact("school.provider", row.provider), fact("school.medium", row.medium.map { wording.word("medium", $0) }),
            fact("school.contract", contract),
            fact(
                "school.tests",
                wording(
                    "school.tests_on_days",
                    ["tests": wording.number(row.tests), "days": wording.number(row.days)])),
            fact("school.last_test", row.lastTestAt.map { wording.moment($0) }),
        ].compactMap(\.self)
    }

    // MARK: Charts

    private static let columns = 61

    /// The median of each day in lessons and outside them.
    private var days: LineChart {
        let last = tests.map(\.day).max() ?? CivilDate(utc: now)
        let first = last.adding(days: 1 - Self.columns)
        var groups: [Int: [Bool: [Double]]] = [:]
        for test in tests where test.day >= first {
            groups[test.day.daysSinceEpoch - first.daysSinceEpoch, default: [:]][test.inLessons, default: []].append(
                test.mbps)
        }
        let points = groups.sorted { $0.key < $1.key }.flatMap { column, kinds in
            kinds.sorted { !$0.key && $1.key }.compactMap { inLessons, rates in
                Statistics.median(rates).map { LineChart.Point(column: column, mbps: $0, inLessons: inLessons) }
            }
        }
        let labels = stride(from: 0, to: Self.columns, by: 12).map { column in
            let day = first.adding(days: column)
            return LineChart.Label(column: column, text: "\(Self.two(day.day)).\(Self.two(day.month))")
        }
        return LineChart(
            id: "days-\(number)", title: wording("chart.days"), description: description, columns: Self.columns,
            points: points, lessons: Set(groups.filter { $0.value[true] != nil }.keys), normMbps: row.norm.requiredMbps,
            labels: labels)
    }

    /// All tests by the hour of the day: where the line is short in lessons and free in the evening, this shows it.
    private var hours: LineChart {
        LineChart(
            id: "hours-\(number)", title: wording("chart.hours"), description: description, columns: 24,
            points: tests.suffix(400).map { .init(column: $0.hour, mbps: $0.mbps, inLessons: $0.inLessons) },
            lessons: Set(tests.filter(\.inLessons).map(\.hour)), normMbps: row.norm.requiredMbps,
            labels: stride(from: 0, to: 24, by: 3).map { .init(column: $0, text: "\(Self.two($0)):00") })
    }

    /// The same for whom it is read out.
    private var description: String {
        let inside = Statistics.median(tests.filter(\.inLessons).map(\.mbps))
        let outside = Statistics.median(tests.filter { !$0.inLessons }.map(\.mbps))
        return wording(
            "chart.description",
            [
                "tests": wording.number(tests.count), "inside": wording.mbps(inside) ?? wording("word.unknown"),
                "outside": wording.mbps(outside) ?? wording("word.unknown"),
                "norm": wording.mbps(row.norm.requiredMbps) ?? "",
            ])
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
