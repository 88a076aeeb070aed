internal import FoundationEssentials
internal import Reports
public import Store

/// The first page: what stands in the schools of an area and how good their lines are.
public struct OverviewPage: Sendable {
    public var figures: OverviewFigures
    /// Path of the area; nil for all that the reader may see.
    public var area: String?
    public var readAt: String
    public var days: Int
    /// What schools lack of the region's equipment norm; nil where it has none, or it is still being worked out.
    public var gaps: GapSummary?
    public var gapsAreComing: Bool

    /// What is missing, by category.
    public struct GapSummary: Sendable, Equatable {
        public var norm: String
        public var isExample: Bool
        public var rows: [GapRow]
        /// Schools of which the norm cannot say what it asks.
        public var schoolsUnknown: Int

        public init(norm: String, isExample: Bool, rows: [GapRow], schoolsUnknown: Int) {
            self.norm = norm
            self.isExample = isExample
            self.rows = rows
            self.schoolsUnknown = schoolsUnknown
        }
    }

    public init(
        figures: OverviewFigures, area: String?, readAt: String, days: Int, gaps: GapSummary? = nil,
        gapsAreComing: Bool = false
    ) {
        self.figures = figures
        self.area = area
        self.readAt = readAt
        self.days = days
        self.gaps = gaps
        self.gapsAreComing = gapsAreComing
    }

    public func values(_ wording: Wording) -> [String: PageValue] {
        let lines = figures.all
        let bar = ShareBar(
            id: "classes", title: wording("overview.classes"),
            parts: LineClass.allCases.map {
                ShareBar.Part($0, name: wording("class.\($0.rawValue)"), count: lines.classes[$0] ?? 0)
            })
        return [
            "is_empty": .flag(lines.schools == 0), "read_at": .text(wording("page.read_at", ["time": readAt])),
            "chart": .markup(bar.svg(wording)), "tiles": .rows(tiles(wording)),
            "sides": .rows([
                side("overview.urban", figures.urban, wording), side("overview.rural", figures.rural, wording),
            ]),
            "norm_gap": .text(normGap(wording)), "trend": .text(trend(wording)),
            "parts": .rows(figures.parts.map { part($0, wording) }), "has_parts": .flag(!figures.parts.isEmpty),
            "wider": .text(area.map { _ in "/" }), "indicators": .rows(indicators(wording)),
            "freshness": .text(freshness(wording)),
            "lines_list": .text(list("lines")),
            "below_list": .text(Address(list("lines")).setting("below_norm", "true").text),
            "coverage_list": .text(list("coverage")), "gaps": .rows(gaps.map { gapRows($0, wording) } ?? []),
            "has_gaps": .flag(gaps.map { !$0.rows.isEmpty } ?? false),
            "gap_norm": .text(gaps.map { gapNorm($0, wording) }),
            "gaps_coming": .flag(gapsAreComing), "no_norm": .flag(gaps == nil && !gapsAreComing),
            "period": .text(wording("overview.period", ["days": "\(days)"])),
        ]
    }

    private func list(_ name: String) -> String {
        Address("/lists/\(name)").setting("area", area).text
    }

    private func tiles(_ wording: Wording) -> [[String: PageValue]] {
        let lines = figures.all
        func tile(_ key: String, _ value: String, _ about: String?) -> [String: PageValue] {
            ["name": .text(wording(key)), "value": .text(value), "about": .text(about)]
        }
        let known = lines.met + lines.below
        return [
            tile("overview.schools", wording.number(lines.schools), nil),
            tile(
                "overview.meet_norm", lines.metShare.map(wording.percent) ?? "–",
                wording("overview.of_known", ["part": wording.number(lines.met), "all": wording.number(known)])),
            tile("overview.median", wording.mbps(lines.downloadMbps) ?? "–", wording("overview.median_about")),
            tile(
                "overview.computers", wording.number(figures.computers),
                wording(
                    "overview.live", ["live": wording.number(figures.live), "agents": wording.number(figures.agents)])),
            tile(
                "overview.silent", wording.number(figures.silentSchools),
                wording("overview.without_agents", ["schools": wording.number(figures.schoolsWithoutAgents)])),
        ]
    }

    private func side(_ key: String, _ lines: OverviewFigures.Lines, _ wording: Wording) -> [String: PageValue] {
        [
            "name": .text(wording(key)), "schools": .text(wording.number(lines.schools)),
            "met": .text(lines.metShare.map(wording.percent) ?? "–"), "unknown": .text(wording.number(lines.unknown)),
            "median": .text(wording.mbps(lines.downloadMbps) ?? "–"),
        ]
    }

    /// In points of percent: above zero, towns are better off.
    private func normGap(_ wording: Wording) -> String? {
        guard let urban = figures.urban.metShare, let rural = figures.rural.metShare else { return nil }
        let points = (urban - rural) * 100
        return wording(
            points >= 0 ? "overview.towns_ahead" : "overview.country_ahead", ["points": wording.number(abs(points))])
    }

    private func trend(_ wording: Wording) -> String? {
        guard let before = figures.before, let was = before.metShare, let now = figures.all.metShare else { return nil }
        return wording(
            "overview.trend",
            [
                "was": wording.percent(was), "now": wording.percent(now),
                "was_mbps": wording.mbps(before.downloadMbps) ?? "–",
                "now_mbps": wording.mbps(figures.all.downloadMbps) ?? "–",
                "days": "\(days)",
            ])
    }

    private func freshness(_ wording: Wording) -> String {
        guard let newest = figures.newestReport else { return wording("overview.no_report") }
        let day = figures.day.flatMap { CivilDate($0) }.map { wording.day($0) }
        return wording("overview.freshness", ["time": wording.moment(newest), "day": day ?? "–"])
    }

    private func part(_ part: OverviewFigures.Part, _ wording: Wording) -> [String: PageValue] {
        [
            "name": .text(part.name), "address": .text(Address("/", [("area", part.area)]).text),
            "schools": .text(wording.number(part.lines.schools)),
            "classes": .rows(
                LineClass.allCases.map { ["count": .text(wording.number(part.lines.classes[$0] ?? 0))] }),
            "met": .text(part.lines.metShare.map(wording.percent) ?? "–"),
            "live": .text("\(wording.number(part.live)) / \(wording.number(part.computers))"),
        ]
    }

    /// Those that planners are asked for by their standard names.
    private static let shown: Set<String> = [
        "learners_per_pedagogical_computer", "SCHBSP.WELEC", "SCHBSP.WINTERN", "SCHBSP.WCOMPUT", "fiber",
    ]

    private func indicators(_ wording: Wording) -> [[String: PageValue]] {
        figures.indicators.filter { Self.shown.contains($0.indicator) }.map { row in
            let value = row.value.map { row.unit == "share" ? wording.percent($0) : wording.number($0, decimals: 1) }
            return [
                "name": .text(wording("standard.\(row.indicator.replacing(".", with: "_"))")),
                "value": .text(value ?? wording("word.unknown")),
                "known": .text(wording.number(row.schools)), "unknown": .text(wording.number(row.schoolsUnknown)),
                "country": .text(row.area),
            ]
        }
    }

    private func gapNorm(_ gaps: GapSummary, _ wording: Wording) -> String {
        var text = wording("overview.gap_norm", ["norm": gaps.norm, "unknown": wording.number(gaps.schoolsUnknown)])
        if gaps.isExample { text += " " + wording("overview.gap_example") }
        return text
    }

    private func gapRows(_ gaps: GapSummary, _ wording: Wording) -> [[String: PageValue]] {
        gaps.rows.map { GapText.values($0, wording) }
    }
}
