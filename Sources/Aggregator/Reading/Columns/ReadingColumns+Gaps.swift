public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let gaps: [Column<GapRow>] = [
        Column(
            "Place",
            record: [
                ("area", { .text($0.area) }), ("school", { .text($0.school) }),
                ("school_name", { .text($0.schoolName) }),
            ]
        ) { .text($0.school ?? $0.area) },
        Column("Room", key: "room") { .text($0.room) },
        Column("Category", key: "category") { .text($0.category.rawValue) },
        Column("Mandatory", key: "mandatory") { .flag($0.mandatory) },
        Column("Schools", key: "schools") { .integer($0.schools) },
        Column("Unknown", key: "schools_unknown") { .integer($0.schoolsUnknown) },
        Column("Needed", key: "needed") { .integer($0.needed) },
        Column(
            "Present",
            record: [("present_low", { .integer($0.presentLow) }), ("present_high", { .integer($0.presentHigh) })]
        ) { range($0.presentLow, $0.presentHigh) },
        Column(
            "Missing",
            record: [("missing_low", { .integer($0.missingLow) }), ("missing_high", { .integer($0.missingHigh) })]
        ) { range($0.missingLow, $0.missingHigh) },
        Column("Cost from", record: [("cost_low", { .exact($0.costLow) })]) { whole($0.costLow) },
        Column("Cost to", record: [("cost_high", { .exact($0.costHigh) })]) { whole($0.costHigh) },
        Column("Currency", key: "currency") { .text($0.currency) },
        Column("Prices of", key: "price_year") { .integer($0.priceYear) },
    ]

    public static let readiness: [Column<ReadinessRow>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Name", key: "school_name") { .text($0.schoolName) },
        Column("Area", key: "area") { .text($0.area) },
        Column("Supported by", key: "supported_by") { .text($0.supportedBy) },
        Column("Ready", key: "ready") { .flag($0.ready) },
        Column(
            "What is missing",
            record: [
                ("sentence", { .text($0.sentence) }), ("missing", { .text($0.missing.joined(separator: " ")) }),
            ]
        ) { .text($0.sentence) },
        Column(
            "PCs",
            record: [("computers", { .integer($0.computers) }), ("computers_fit", { .integer($0.computersFit) })]
        ) { .integer($0.computers) },
    ]

    public static let standardIndicators: [Column<StandardIndicatorRow>] = [
        Column("Area", key: "area") { .text($0.area) },
        Column("Indicator", key: "indicator") { .text($0.indicator) },
        Column("Value", record: [("value", { .exact($0.value) })]) { row in
            row.value.map { .number($0, decimals: 2) } ?? .missing
        },
        Column("Unit", key: "unit") { .text($0.unit) },
        Column("Numerator", record: [("numerator", { .exact($0.numerator) })]) { .number($0.numerator, decimals: 2) },
        Column("Denominator", record: [("denominator", { .exact($0.denominator) })]) {
            .number($0.denominator, decimals: 2)
        },
        Column("Schools", key: "schools") { .integer($0.schools) },
        Column("Unknown", key: "schools_unknown") { .integer($0.schoolsUnknown) },
        Column("Definition", key: "definition") { .text($0.definition) },
    ]

    private static func range(_ low: Int, _ high: Int) -> Cell {
        low == high ? .integer(low) : .text("\(low)-\(high)")
    }

    private static func whole(_ amount: Double?) -> Cell { amount.map { .number($0, decimals: 0) } ?? .missing }
}
