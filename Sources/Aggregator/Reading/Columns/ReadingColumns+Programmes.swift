public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let programmes: [Column<ProgrammeRow>] = [
        Column(.programme, key: "programme") { .text($0.programme) }.optional,
        Column(.schoolName, key: "programme_name") { .text($0.programmeName) }.optional,
        Column(.funder, key: "funder") { .text($0.funder) },
        Column(
            .place,
            record: [
                ("area", { .text($0.area) }), ("school", { .text($0.school) }),
                ("school_name", { .text($0.schoolName) }),
            ]
        ) { .text($0.school ?? $0.area) }.optional,
        Column(.category, key: "category") { .text($0.category?.rawValue) },
        Column(.schools, key: "schools") { .integer($0.schools) },
        Column(Heading("Delivered", kk: "Жеткізілген", ru: "Поставлено"), key: "delivered") { .integer($0.delivered) },
        Column(Heading("Seen", kk: "Көрінген", ru: "Видели"), key: "seen") { .integer($0.seen) },
        Column(
            .there,
            record: [("verified", { .integer($0.verified) }), ("present_high", { .integer($0.presentHigh) })]
        ) { $0.delivered == 0 ? .missing : range($0.verified, $0.presentHigh) },
        Column(
            Heading("Device-days", kk: "Құрылғы-күндер", ru: "Устройство-дни"),
            record: [("device_days", { .integer($0.deviceDays) }), ("use", { .text($0.use?.rawValue) })]
        ) { $0.use == .notMeasured ? .text("not measured") : .integer($0.deviceDays) },
        Column(.matchedBy, key: "matched_by") { .text($0.matchedBy?.rawValue) },
        Column(
            Heading("Children each", kk: "Бір құрылғыға бала", ru: "Детей на устройство"),
            record: [
                ("pupils", { .integer($0.pupils) }), ("children_per_device", { .exact($0.childrenPerDevice) }),
            ]
        ) { .tenths($0.childrenPerDevice) },
        Column(.coverage, record: [("coverage", { .exact($0.coverage) })]) { percent($0.coverage) },
    ]

    public static let milestones: [Column<MilestoneRow>] = [
        Column(.programme, key: "programme") { .text($0.programme) }.optional,
        Column(.schoolName, key: "programme_name") { .text($0.programmeName) }.optional,
        Column(.funder, key: "funder") { .text($0.funder) },
        Column(
            .place,
            record: [
                ("area", { .text($0.area) }), ("school", { .text($0.school) }),
                ("school_name", { .text($0.schoolName) }),
            ]
        ) { .text($0.school ?? $0.area) }.optional,
        Column(Heading("Stage", kk: "Кезең", ru: "Этап"), key: "stage") { .text($0.stage.rawValue) },
        Column(.schools, key: "schools") { .integer($0.schools) },
        Column(Heading("Reached", kk: "Жеткені", ru: "Достигли"), key: "reached") { .integer($0.reached) },
        Column(.share, record: [("share", { .exact($0.share) })]) { percent($0.share) },
        Column(Heading("Cost", kk: "Құны", ru: "Стоимость"), record: [("cost", { .exact($0.cost) })]) {
            .amount($0.cost)
        },
        Column(.currency, key: "currency") { .text($0.currency) },
        Column(Heading("Milestones without cost", kk: "Құны белгісіз", ru: "Без стоимости"), key: "without_cost") {
            .integer($0.withoutCost)
        },
    ]

    public static let indicators: [Column<IndicatorRow>] = [
        Column(.indicator, key: "indicator") { .text($0.indicator) },
        Column(.schoolName, key: "name") { .text($0.name) },
        Column(.programme, key: "programme") { .text($0.programme) }.optional,
        Column(
            .place,
            record: [
                ("area", { .text($0.area) }), ("school", { .text($0.school) }),
                ("school_name", { .text($0.schoolName) }),
            ]
        ) { .text($0.school ?? $0.area) }.optional,
        Column(Heading("Period", kk: "Мерзім", ru: "Период"), key: "period") { .text($0.period) },
        Column(
            Heading("Value", kk: "Мәні", ru: "Значение"),
            record: [("value", { .exact($0.value) }), ("hidden", { .flag($0.hidden) })]
        ) {
            $0.hidden ? .text("few") : plain($0.value)
        },
        Column(Heading("Target", kk: "Мақсат", ru: "Цель"), record: [("target", { .exact($0.target) })]) {
            plain($0.target)
        },
        Column(.unit, key: "unit") { .text($0.unit) },
        Column(.share, record: [("share", { .exact($0.share) })]) { percent($0.share) },
        Column(
            Heading("Rollup", kk: "Жинақтау", ru: "Сведение"),
            record: [("rollup", { .text($0.rollup.rawValue) }), ("direction", { .text($0.direction.rawValue) })]
        ) { .text($0.rollup.rawValue) },
        Column(.schools, key: "schools") { .integer($0.schools) },
        Column(Heading("Missing", kk: "Мәні жоқ мектептер", ru: "Школы без значения"), key: "schools_missing") {
            .integer($0.schoolsMissing)
        },
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
