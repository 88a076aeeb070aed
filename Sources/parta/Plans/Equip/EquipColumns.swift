internal import Aggregator
internal import Presentation

/// The columns of a plan's rows, for tables and CSV.
enum EquipColumns {
    static func columns(by grouping: EquipGrouping) -> [Column<EquipRow>] {
        var columns: [Column<EquipRow>] = []
        if grouping != .item {
            columns.append(Column(Heading("Area", kk: "Аумақ", ru: "Территория"), key: "area") { .text($0.area) })
        }
        if [.line, .room, .school].contains(grouping) {
            columns.append(
                Column(
                    Heading("School", kk: "Мектеп", ru: "Школа"),
                    record: [
                        ("school", { @Sendable in .text($0.school) }),
                        ("school_name", { @Sendable in .text($0.schoolName) }),
                    ]
                ) { .text($0.school) })
        }
        if [.line, .room, .item].contains(grouping) {
            columns.append(Column(Heading("Room", kk: "Кабинет", ru: "Кабинет"), key: "room") { .text($0.room) })
        }
        if [.line, .item].contains(grouping) {
            columns += [
                Column(Heading("Category", kk: "Санат", ru: "Категория"), key: "category") { .text($0.category) },
                Column(Heading("Mandatory", kk: "Міндетті", ru: "Обязательно"), key: "mandatory") {
                    .flag($0.mandatory)
                },
            ]
        }
        columns += figures
        if [.line, .room, .school].contains(grouping) {
            columns.append(
                Column(
                    Heading("Coverage %", kk: "Қамту %", ru: "Охват %"),
                    record: [("coverage", { @Sendable in .exact($0.coverage) })]
                ) { .number(($0.coverage ?? 0) * 100, decimals: 0) })
        } else {
            columns.append(
                Column(Heading("Schools", kk: "Мектептер", ru: "Школы"), key: "schools") { .integer($0.schools) })
        }
        if [.line, .room].contains(grouping) {
            columns += [
                Column(Heading("Year", kk: "Жыл", ru: "Год"), key: "year") { .integer($0.year) },
                Column(Heading("Reason", kk: "Себебі", ru: "Причина"), key: "reason") { .text($0.reason) },
            ]
        }
        return columns
    }

    private static let figures: [Column<EquipRow>] = [
        Column(Heading("Required", kk: "Қажет", ru: "Нужно"), key: "required") { .integer($0.required) },
        Column(
            Heading("Present", kk: "Бар", ru: "Есть"),
            record: [
                ("present_low", { .integer($0.presentLow) }), ("present_high", { .integer($0.presentHigh) }),
                ("present", { .integer($0.present) }),
            ]
        ) {
            $0.presentLow == $0.presentHigh ? .integer($0.presentLow) : .text("\($0.presentLow)-\($0.presentHigh)")
        },
        Column(Heading("Received", kk: "Көршіден", ru: "От соседей"), key: "received") { .integer($0.received) },
        Column(Heading("Gap", kk: "Жетіспейді", ru: "Не хватает"), key: "gap") { .integer($0.gap) },
        Column(
            Heading("Gap cost", kk: "Жетіспегені құны", ru: "Стоимость нехватки"),
            record: [("gap_cost", { .exact($0.gapCost) }), ("unpriced", { .integer($0.unpriced) })]
        ) { .amount($0.gapCost) },
        Column(Heading("Buy", kk: "Сатып алу", ru: "Купить"), key: "bought") { .integer($0.bought) },
        Column(Heading("Cost", kk: "Құны", ru: "Стоимость"), record: [("cost", { .exact($0.cost) })]) {
            .amount($0.cost)
        },
        Column(
            Heading("A year", kk: "Жылына", ru: "В год"), record: [("running_a_year", { .exact($0.runningAYear) })]
        ) { .amount($0.runningAYear) },
    ]
}
