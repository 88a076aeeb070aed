internal import FoundationEssentials
internal import Reports
public import Store

/// What programmes delivered, whether it is there and used, and how far their indicators are.
public struct ProgrammesPage: Sendable {
    public var rows: [ProgrammeRow]
    public var indicators: [IndicatorRow]
    public var stages: [MilestoneRow]
    /// Of one programme: a row a school; else a row a programme.
    public var isOne: Bool
    public var readAt: String
    /// Whether the reader may open the tables behind it, and the map that is narrowed by it.
    public var hasTable = true

    public init(
        _ rows: [ProgrammeRow], indicators: [IndicatorRow] = [], stages: [MilestoneRow] = [], isOne: Bool,
        readAt: String
    ) {
        self.rows = rows
        self.indicators = indicators
        self.stages = stages
        self.isOne = isOne
        self.readAt = readAt
    }

    /// So many schools stand on the page; the table has all of them.
    static let shownRows = 300

    public func values(_ wording: Wording) -> [String: PageValue] {
        let programme = rows.first?.programme
        return [
            "rows": .rows(rows.prefix(Self.shownRows).map { ProgrammeText.values($0, wording) }),
            "is_empty": .flag(rows.isEmpty), "is_one": .flag(isOne),
            "read_at": .text(wording("page.read_at", ["time": readAt])),
            "tiles": .rows(isOne ? tiles(wording) : []), "indicators": .rows(indicators.map { indicator($0, wording) }),
            "has_indicators": .flag(!indicators.isEmpty), "stages": .rows(stages.map { stage($0, wording) }),
            "has_stages": .flag(!stages.isEmpty),
            "more": .text(
                rows.count > Self.shownRows
                    ? wording("programme.more", ["rows": wording.number(rows.count)]) : nil),
            "table": .text(
                hasTable
                    ? Address(
                        "/lists/programmes", isOne ? [("programme", programme ?? ""), ("group_by", "school")] : []
                    )
                    .text : nil),
            "on_map": .text(programme.flatMap { isOne && hasTable ? Address("/map", [("programme", $0)]).text : nil }),
        ]
    }

    /// Of all schools together: children per device by what each school's pupils and devices are.
    private func tiles(_ wording: Wording) -> [[String: PageValue]] {
        let delivered = rows.reduce(0) { $0 + $1.delivered }
        func tile(_ key: String, _ count: Int) -> [String: PageValue] {
            let share = delivered == 0 ? nil : wording.percent(Double(count) / Double(delivered))
            return ["name": .text(wording(key)), "value": .text(wording.number(count)), "about": .text(share)]
        }
        return [
            ["name": .text(wording("programme.delivered")), "value": .text(wording.number(delivered)), "about": false],
            tile("programme.seen", rows.reduce(0) { $0 + $1.seen }),
            tile("programme.verified", rows.reduce(0) { $0 + $1.verified }),
            [
                "name": .text(wording("overview.schools")),
                "value": .text(wording.number(Set(rows.compactMap(\.school)).count)), "about": false,
            ],
        ]
    }

    private func indicator(_ row: IndicatorRow, _ wording: Wording) -> [String: PageValue] {
        func number(_ value: Double?) -> String? {
            value.map { wording.number($0, decimals: $0 == $0.rounded() ? 0 : 1) + "\u{00A0}" + row.unit }
        }
        return [
            "name": .text(row.name), "area": .text(row.area), "period": .text(row.period),
            "value": .text(row.hidden ? wording("programme.hidden") : number(row.value) ?? "–"),
            "target": .text(number(row.target) ?? "–"), "share": .text(row.share.map(wording.percent) ?? "–"),
            "schools": .text(wording.number(row.schools)), "missing": .text(wording.number(row.schoolsMissing)),
        ]
    }

    private func stage(_ row: MilestoneRow, _ wording: Wording) -> [String: PageValue] {
        [
            "name": .text(wording.word("stage", row.stage.rawValue)),
            "reached": .text("\(wording.number(row.reached)) / \(wording.number(row.schools))"),
            "share": .text(row.share.map(wording.percent) ?? "–"),
            "cost": .text(row.cost.map { wording.number($0) + "\u{00A0}" + (row.currency ?? "") } ?? "–"),
        ]
    }
}
