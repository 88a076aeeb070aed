public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let gaps: [Column<GapRow>] = [
        Column(
            .place,
            record: [
                ("area", { .text($0.area) }), ("school", { .text($0.school) }),
                ("school_name", { .text($0.schoolName) }),
            ]
        ) { .text($0.school ?? $0.area) }.optional,
        Column(.room, key: "room") { .text($0.room) },
        Column(.category, key: "category") { .text($0.category.rawValue) },
        Column(Heading("Mandatory", kk: "Міндетті", ru: "Обязательно"), key: "mandatory") { .flag($0.mandatory) },
        Column(.schools, key: "schools") { .integer($0.schools) },
        Column(.unknownSchools, key: "schools_unknown") { .integer($0.schoolsUnknown) },
        Column(Heading("Needed", kk: "Қажет", ru: "Нужно"), key: "needed") { .integer($0.needed) },
        Column(
            Heading("Present", kk: "Бар", ru: "Есть"),
            record: [("present_low", { .integer($0.presentLow) }), ("present_high", { .integer($0.presentHigh) })]
        ) { range($0.presentLow, $0.presentHigh) },
        Column(
            Heading("Missing", kk: "Жетіспейді", ru: "Не хватает"),
            record: [("missing_low", { .integer($0.missingLow) }), ("missing_high", { .integer($0.missingHigh) })]
        ) { range($0.missingLow, $0.missingHigh) },
        Column(
            Heading("Cost from", kk: "Құны кемінде", ru: "Стоимость от"), record: [("cost_low", { .exact($0.costLow) })]
        ) { .amount($0.costLow) },
        Column(
            Heading("Cost to", kk: "Құны көп дегенде", ru: "Стоимость до"),
            record: [("cost_high", { .exact($0.costHigh) })]
        ) { .amount($0.costHigh) },
        Column(.currency, key: "currency") { .text($0.currency) },
        Column(Heading("Prices of", kk: "Баға жылы", ru: "Цены года"), key: "price_year") { .integer($0.priceYear) },
        Column(.coverage, record: [("coverage", { .exact($0.coverage) })]) { percent($0.coverage) },
    ]

    public static let readiness: [Column<ReadinessRow>] = [
        Column(.school, key: "school") { .text($0.school) },
        Column(.schoolName, key: "school_name") { .text($0.schoolName) },
        Column(.area, key: "area") { .text($0.area) },
        Column(Heading("Supported by", kk: "Тірек мектебі", ru: "Опорная школа"), key: "supported_by") {
            .text($0.supportedBy)
        }.optional,
        Column(Heading("Ready", kk: "Дайын", ru: "Готова"), key: "ready") { .flag($0.ready) },
        Column(
            Heading("What is missing", kk: "Не жетіспейді", ru: "Чего не хватает"),
            record: [
                ("sentence", { .text($0.sentence) }), ("missing", { .text($0.missing.joined(separator: " ")) }),
            ]
        ) { .text($0.sentence) },
        Column(
            .computers,
            record: [("computers", { .integer($0.computers) }), ("computers_fit", { .integer($0.computersFit) })]
        ) { .integer($0.computers) }.optional,
    ]

    public static let standardIndicators: [Column<StandardIndicatorRow>] = [
        Column(.area, key: "area") { .text($0.area) },
        Column(.indicator, key: "indicator") { .text($0.indicator) },
        Column(Heading("Value", kk: "Мәні", ru: "Значение"), record: [("value", { .exact($0.value) })]) { row in
            row.value.map { .number($0, decimals: 2) } ?? .missing
        },
        Column(.unit, key: "unit") { .text($0.unit) },
        Column(Heading("Numerator", kk: "Алымы", ru: "Числитель"), record: [("numerator", { .exact($0.numerator) })]) {
            plain($0.numerator)
        },
        Column(
            Heading("Denominator", kk: "Бөлімі", ru: "Знаменатель"),
            record: [("denominator", { .exact($0.denominator) })]
        ) {
            plain($0.denominator)
        },
        Column(.schools, key: "schools") { .integer($0.schools) },
        Column(.unknownSchools, key: "schools_unknown") { .integer($0.schoolsUnknown) },
        Column(Heading("Definition", kk: "Анықтамасы", ru: "Определение"), key: "definition") { .text($0.definition) },
    ]

    /// At least and at most; one number where they are the same.
    static func range(_ low: Int, _ high: Int) -> Cell {
        low == high ? .integer(low) : .text("\(low)-\(high)")
    }
}
