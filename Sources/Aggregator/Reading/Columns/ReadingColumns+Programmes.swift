public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let programmes: [Column<ProgrammeRow>] = [
        Column("Programme", key: "programme") { .text($0.programme) },
        Column("Name", key: "programme_name") { .text($0.programmeName) },
        Column("Funder", key: "funder") { .text($0.funder) },
        Column(
            "Place",
            record: [
                ("area", { .text($0.area) }), ("school", { .text($0.school) }),
                ("school_name", { .text($0.schoolName) }),
            ]
        ) { .text($0.school ?? $0.area) },
        Column("Category", key: "category") { .text($0.category?.rawValue) },
        Column("Schools", key: "schools") { .integer($0.schools) },
        Column("Delivered", key: "delivered") { .integer($0.delivered) },
        Column("Seen", key: "seen") { .integer($0.seen) },
        Column("Verified", key: "verified") { .integer($0.verified) },
        Column(
            "Device-days",
            record: [("device_days", { .integer($0.deviceDays) }), ("use", { .text($0.use?.rawValue) })]
        ) { $0.use == .notMeasured ? .text("not measured") : .integer($0.deviceDays) },
        Column("Matched by", key: "matched_by") { .text($0.matchedBy?.rawValue) },
        Column(
            "Children each",
            record: [
                ("pupils", { .integer($0.pupils) }), ("children_per_device", { .exact($0.childrenPerDevice) }),
            ]
        ) { .tenths($0.childrenPerDevice) },
    ]

    public static let milestones: [Column<MilestoneRow>] = [
        Column("Programme", key: "programme") { .text($0.programme) },
        Column("Name", key: "programme_name") { .text($0.programmeName) },
        Column("Funder", key: "funder") { .text($0.funder) },
        Column(
            "Place",
            record: [
                ("area", { .text($0.area) }), ("school", { .text($0.school) }),
                ("school_name", { .text($0.schoolName) }),
            ]
        ) { .text($0.school ?? $0.area) },
        Column("Stage", key: "stage") { .text($0.stage.rawValue) },
        Column("Schools", key: "schools") { .integer($0.schools) },
        Column("Reached", key: "reached") { .integer($0.reached) },
        Column("Share %", record: [("share", { .exact($0.share) })]) { percent($0.share) },
        Column("Cost", record: [("cost", { .exact($0.cost) })]) { row in
            row.cost.map { .number($0, decimals: 0) } ?? .missing
        },
        Column("Currency", key: "currency") { .text($0.currency) },
        Column("Without cost", key: "without_cost") { .integer($0.withoutCost) },
    ]

    public static let indicators: [Column<IndicatorRow>] = [
        Column("Indicator", key: "indicator") { .text($0.indicator) },
        Column("Name", key: "name") { .text($0.name) },
        Column("Programme", key: "programme") { .text($0.programme) },
        Column(
            "Place",
            record: [
                ("area", { .text($0.area) }), ("school", { .text($0.school) }),
                ("school_name", { .text($0.schoolName) }),
            ]
        ) { .text($0.school ?? $0.area) },
        Column("Period", key: "period") { .text($0.period) },
        Column("Value", record: [("value", { .exact($0.value) }), ("hidden", { .flag($0.hidden) })]) {
            $0.hidden ? .text("few") : plain($0.value)
        },
        Column("Target", record: [("target", { .exact($0.target) })]) { plain($0.target) },
        Column("Unit", key: "unit") { .text($0.unit) },
        Column("Share %", record: [("share", { .exact($0.share) })]) { percent($0.share) },
        Column(
            "Rollup",
            record: [("rollup", { .text($0.rollup.rawValue) }), ("direction", { .text($0.direction.rawValue) })]
        ) { .text($0.rollup.rawValue) },
        Column("Schools", key: "schools") { .integer($0.schools) },
        Column("Missing", key: "schools_missing") { .integer($0.schoolsMissing) },
    ]

    /// Never rounded up to all.
    static func percent(_ share: Double?) -> Cell {
        share.map { .number(($0 * 100).rounded(.down), decimals: 0) } ?? .missing
    }

    /// Whole numbers as such: most indicators are counts.
    static func plain(_ value: Double?) -> Cell {
        value.map { .number($0, decimals: $0 == $0.rounded() ? 0 : 1) } ?? .missing
    }
}
