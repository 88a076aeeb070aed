public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let stock: [Column<StockRow>] = [
        Column(.school, key: "school") { .text($0.school) },
        Column(.schoolName, key: "school_name") { .text($0.schoolName) },
        Column(.area, key: "area") { .text($0.area.text) },
        Column(.room, key: "room") { .text($0.room) }.optional,
        Column(.category, key: "category") { .text($0.category.rawValue) },
        Column(
            .there,
            record: [("low", { .integer($0.low) }), ("high", { .integer($0.high) })], aggregate: .sum
        ) {
            range($0.low, $0.high)
        },
        Column(.verified, key: "verified", aggregate: .sum) { .integer($0.verified) },
        Column(Heading("Registered", kk: "Тек тіркелген", ru: "Только на учёте"), key: "registered", aggregate: .sum) {
            .integer($0.registered)
        },
        Column(Heading("Not seen", kk: "Көрінбеген", ru: "Не видели"), key: "not_seen", aggregate: .sum) {
            .integer($0.notSeen)
        },
        Column(Heading("No data", kk: "Дерек жоқ", ru: "Нет данных"), key: "no_data", aggregate: .sum) {
            .integer($0.noData)
        },
        Column(Heading("Out of order", kk: "Жарамсыз", ru: "Неисправно"), key: "out_of_order", aggregate: .sum) {
            .integer($0.outOfOrder)
        },
        Column(.seenAgain, key: "seen_again") { .integer($0.seenAgain) },
        Column(.coverage, record: [("coverage", { .exact($0.coverage) })]) { percent($0.coverage) },
        Column(.day, key: "day") { .text($0.day) },
    ]

    /// What a count is made of.
    public static let stockItems: [Column<StockItem>] = [
        Column(.category, key: "category") { .text($0.category.rawValue) },
        Column(.room, key: "room") { .text($0.room) },
        Column(
            Heading("Counts", kk: "Есепке кіреді", ru: "Считается"),
            record: [("low", { .flag($0.countsLow) }), ("high", { .flag($0.countsHigh) })]
        ) {
            .text($0.countsLow ? "yes" : $0.countsHigh ? "perhaps" : "no")
        },
        Column(.presence, key: "presence") { .text($0.presence.rawValue) },
        Column(Heading("Why", kk: "Неге", ru: "Почему"), key: "reason") { .text($0.reason.rawValue) },
        Column(.inventoryNumber, key: "inventory_number") { .text($0.inventoryNumber) },
        Column(.assetState, key: "state") { .text($0.state?.rawValue) },
        Column(.matchedBy, key: "match") { .text($0.match?.rawValue) },
        Column(Heading("Device", kk: "Құрылғы", ru: "Устройство"), record: [("device", { .text($0.device) })]) {
            .text($0.device.map { String($0.prefix(8)) })
        },
        Column(.computer, record: [("computer", { .text($0.computer) }), ("agent", { .text($0.agent?.text) })]) {
            .text($0.computer ?? $0.agent.map { String($0.text.prefix(8)) })
        },
        Column(Heading("Sure", kk: "Сенімділік", ru: "Уверенность"), key: "confidence") {
            .text($0.confidence.rawValue)
        },
        Column(.lastSeen, key: "last_seen") { .text($0.lastSeen) },
        Column(
            Heading("Ran without", kk: "Онсыз жұмыс істеген күндер", ru: "Работал без него, дней"), key: "ran_without"
        ) { .integer($0.ranWithout) },
    ]

    public static let coverage: [Column<CoverageRow>] = [
        Column(.school, key: "school") { .text($0.school) }.optional,
        Column(.schoolName, key: "school_name") { .text($0.schoolName) }.optional,
        Column(.area, key: "area") { .text($0.area.text) },
        Column(.schools, key: "schools") { .integer($0.schools) },
        Column(.computers, key: "computers", aggregate: .sum) { .integer($0.coverage.computers) },
        Column(Heading("With agent", kk: "Агенті бар", ru: "С агентом"), key: "agents", aggregate: .sum) {
            .integer($0.coverage.agents)
        },
        Column(.live, key: "live", aggregate: .sum) { .integer($0.coverage.live) },
        Column(.coverage, record: [("share", { .exact($0.coverage.share) })]) { percent($0.coverage.share) },
        Column(
            Heading("Days run %", kk: "Жұмыс күндері %", ru: "Дни работы %"),
            record: [("run_share", { .exact($0.coverage.runShare) })]
        ) {
            percent($0.coverage.runShare)
        },
        Column(
            Heading("Missing to be sure", kk: "Сенімді болуға не жетпейді", ru: "Чего не хватает для уверенности"),
            key: "missing"
        ) { .text($0.missing.joined(separator: "; ")) }.prose,
        Column(.day, key: "day") { .text($0.day) },
    ]

    /// The rest of JSON's keys; a table has no room for them.
    public static let coverageDetails: [Column<CoverageRow>] = [
        Column(
            Heading("Schools without a PC known", kk: "ДК белгісіз мектептер", ru: "Школы без известных ПК"),
            key: "schools_without_computers", aggregate: .sum
        ) { .integer($0.schoolsWithoutComputers) },
        Column(
            Heading("Without agent", kk: "Агентсіз", ru: "Без агента"), key: "registered", aggregate: .sum
        ) { .integer($0.coverage.registered) },
        Column(
            Heading("Days possible", kk: "Мүмкін күндер", ru: "Возможные дни"), key: "days_possible", aggregate: .sum
        ) { .integer($0.coverage.daysPossible) },
        Column(Heading("Days run", kk: "Жұмыс күндері", ru: "Дни работы"), key: "days_run", aggregate: .sum) {
            .integer($0.coverage.daysRun)
        },
    ]
}
