internal import FoundationEssentials
internal import Reports
internal import Store

/// Says a bulletin's figures in one language.
public struct BulletinText: Sendable {
    /// So many schools are named; how many there are is always said.
    static let namedSchools = 15

    public var figures: BulletinFigures
    public var reading: BulletinReading
    public var wording: Wording
    /// Paragraphs in the editor's own words.
    public var editor: [String]

    public init(_ reading: BulletinReading, wording: Wording, editor: [String] = []) {
        figures = BulletinFigures(reading)
        self.reading = reading
        self.wording = wording
        self.editor = editor
    }

    public var document: BulletinDocument {
        let area = reading.area?.split(separator: "/").last.map(String.init) ?? wording("bulletin.everywhere")
        let period = wording(
            "bulletin.period", ["from": wording.day(reading.since), "to": wording.day(reading.until)])
        var blocks: [BulletinDocument.Block] = []
        if figures.isMadeUp { blocks.append(.paragraph(wording("page.made_up"))) }
        blocks += editor.map { .editor($0) }
        guard figures.schools > 0 else {
            blocks.append(.paragraph(wording("bulletin.no_schools")))
            return document(area, period, blocks)
        }
        blocks += changes + lines + equipment + programmes + enrollment
        blocks.append(.heading(wording("bulletin.how")))
        blocks.append(.paragraph(wording("bulletin.how_about")))
        return document(area, period, blocks)
    }

    private func document(_ area: String, _ period: String, _ blocks: [BulletinDocument.Block]) -> BulletinDocument {
        BulletinDocument(
            language: wording.language.rawValue, title: wording("bulletin.title", ["area": area]), subtitle: period,
            blocks: blocks)
    }

    // MARK: Parts

    private var changes: [BulletinDocument.Block] {
        var blocks: [BulletinDocument.Block] = [.heading(wording("overview.trend_title"))]
        let groups: [(String, [String])] = [
            ("bulletin.improved", figures.improved), ("bulletin.worsened", figures.worsened),
            ("bulletin.went_silent", figures.wentSilent), ("bulletin.came_back", figures.cameBack),
        ]
        for (key, schools) in groups {
            blocks.append(.paragraph(wording(key, ["schools": wording.number(schools.count)])))
            guard !schools.isEmpty else { continue }
            blocks.append(.list(named(schools)))
        }
        return blocks
    }

    private func named(_ schools: [String]) -> [String] {
        let names = Dictionary(reading.places.map { ($0.school, $0.schoolName) }) { first, _ in first }
        var items = schools.prefix(Self.namedSchools).map { names[$0] ?? $0 }
        if schools.count > Self.namedSchools {
            items.append(
                wording("bulletin.and_more", ["schools": wording.number(schools.count - Self.namedSchools)]))
        }
        return items
    }

    private var lines: [BulletinDocument.Block] {
        let (now, before) = (figures.lines, figures.earlierLines)
        func share(_ lines: OverviewFigures.Lines) -> String { lines.metShare.map(wording.percent) ?? "–" }
        func rate(_ lines: OverviewFigures.Lines) -> String { wording.mbps(lines.downloadMbps) ?? "–" }
        var rows = [
            [wording("overview.meet_norm"), share(now), share(before)],
            [
                wording("bulletin.known"), wording.number(now.met + now.below),
                wording.number(before.met + before.below),
            ],
            [wording("overview.median"), rate(now), rate(before)],
        ]
        rows += LineClass.allCases.map { one in
            [
                wording("class.\(one.rawValue)"), wording.number(now.classes[one] ?? 0),
                wording.number(before.classes[one] ?? 0),
            ]
        }
        return [
            .heading(wording("bulletin.lines")),
            .paragraph(wording("bulletin.schools", ["schools": wording.number(figures.schools)])),
            .table(headings: headings("bulletin.figure"), rows: rows),
        ]
    }

    private func headings(_ first: String) -> [String] {
        [wording(first), wording("bulletin.now"), wording("bulletin.before")]
    }

    private var equipment: [BulletinDocument.Block] {
        var rows = [
            [wording("bulletin.live"), wording.number(figures.live), wording.number(figures.liveBefore)]
        ]
        rows += figures.equipment.map { row in
            [
                wording.word("category", row.category.rawValue), GapText.range(row.low, row.high, wording),
                GapText.range(row.earlierLow, row.earlierHigh, wording),
            ]
        }
        return [
            .heading(wording("bulletin.equipment")), .paragraph(wording("bulletin.equipment_about")),
            .table(headings: headings("gap.category"), rows: rows),
        ]
    }

    private var programmes: [BulletinDocument.Block] {
        guard !reading.programmes.isEmpty || !reading.indicators.isEmpty else { return [] }
        var blocks: [BulletinDocument.Block] = [.heading(wording("place.programmes"))]
        if !reading.programmes.isEmpty {
            let rows = reading.programmes.filter { $0.delivered > 0 }.map { row in
                [
                    "\(row.programmeName ?? row.programme ?? "–"): "
                        + (row.category.map { wording.word("category", $0.rawValue) } ?? "–"),
                    wording.number(row.delivered), wording.number(row.seen), wording.number(row.verified),
                ]
            }
            blocks.append(
                .table(
                    headings: [
                        wording("programme.name"), wording("programme.delivered"), wording("programme.seen"),
                        wording("programme.verified"),
                    ], rows: rows))
        }
        if !reading.indicators.isEmpty {
            func number(_ value: Double?) -> String {
                value.map { wording.number($0, decimals: $0 == $0.rounded() ? 0 : 1) } ?? "–"
            }
            let rows = reading.indicators.map { row in
                [
                    "\(row.name), \(row.unit) (\(row.period))",
                    row.hidden ? wording("programme.hidden") : number(row.value), number(row.target),
                    row.share.map(wording.percent) ?? "–",
                ]
            }
            blocks.append(.heading(wording("programme.indicators")))
            blocks.append(
                .table(
                    headings: [
                        wording("overview.indicator"), wording("overview.value"), wording("programme.target"),
                        wording("programme.share"),
                    ], rows: rows))
        }
        return blocks
    }

    /// Few children are not counted before everybody.
    private func children(_ count: Int) -> String {
        (1..<10).contains(count) ? "<\u{00A0}10" : wording.number(count)
    }

    private var enrollment: [BulletinDocument.Block] {
        guard let figures = figures.enrollment else { return [] }
        return [
            .heading(wording("bulletin.enrolment")),
            .paragraph(
                wording(
                    "bulletin.enrolment_about",
                    [
                        "schools": wording.number(figures.schools), "pupils": children(figures.pupils),
                        "before": children(figures.pupilsBefore), "year": figures.year.description,
                        "year_before": figures.yearBefore.description, "growing": wording.number(figures.growing),
                        "shrinking": wording.number(figures.shrinking), "leavers": children(figures.leavers),
                    ])),
        ]
    }
}
