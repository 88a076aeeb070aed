public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let devices: [Column<DeviceRow>] = [
        Column(.school, key: "school") { .text($0.school) },
        Column(.room, key: "room") { .text($0.room) },
        Column(Heading("PC", kk: "ДК", ru: "ПК"), key: "label") { .text($0.label ?? String($0.agent.text.prefix(8))) },
        Column(.category, key: "category") { .text($0.category.rawValue) },
        Column(Heading("Sure", kk: "Сенімділік", ru: "Уверенность"), key: "confidence") {
            .text($0.confidence.rawValue)
        },
        Column(.maker, key: "vendor") { .text($0.vendor) },
        Column(Heading("Product", kk: "Өнім", ru: "Изделие"), key: "product") { .text($0.product) },
        Column(Heading("Bus", kk: "Шина", ru: "Шина"), key: "bus") { .text($0.bus.rawValue) },
        Column(Heading("Port", kk: "Порт", ru: "Порт"), key: "port") { .text($0.port) },
        Column(Heading("Attached", kk: "Қосулы", ru: "Подключено"), key: "attached", aggregate: .yes) {
            .flag($0.attached)
        },
        Column(.computers, key: "computers") { .integer($0.computers) },
        Column(Heading("Doubtful", kk: "Күмәнді", ru: "Сомнительно"), key: "serial_doubtful", aggregate: .yes) {
            .flag($0.serialDoubtful)
        },
        Column(.lastSeen, key: "last_seen") { .day($0.lastSeen) },
        Column(.days, key: "days_seen", aggregate: .median) { .integer($0.daysSeen) },
        Column(Heading("Rule", kk: "Ереже", ru: "Правило"), key: "rule") { .text($0.rule) },
    ]

    /// The rest of JSON's keys; a table has no room for them.
    public static let deviceDetails: [Column<DeviceRow>] = [
        Column(.schoolName, key: "school_name") { .text($0.schoolName) },
        Column(Heading("Device", kk: "Құрылғы", ru: "Устройство"), key: "id") { .text($0.id) },
        Column(.agent, key: "agent") { .text($0.agent.text) },
        Column(Heading("Maker id", kk: "Өндіруші коды", ru: "Код производителя"), key: "vendor_id") {
            .text($0.vendorID)
        },
        Column(Heading("Product id", kk: "Өнім коды", ru: "Код изделия"), key: "product_id") { .text($0.productID) },
        Column(Heading("Serial", kk: "Сериялық нөмір", ru: "Серийный номер"), key: "serial") { .text($0.serial) },
        Column(Heading("Driver", kk: "Драйвер", ru: "Драйвер"), key: "driver") { .text($0.driver) },
        Column(.pedagogical, key: "pedagogical", aggregate: .yes) { .flag($0.pedagogical) },
        Column(Heading("External", kk: "Сыртқы", ru: "Внешнее"), key: "external", aggregate: .yes) {
            .flag($0.external)
        },
        Column(Heading("First seen", kk: "Алғаш көрінген", ru: "Впервые видно"), key: "first_seen") {
            .day($0.firstSeen)
        },
        Column(Heading("Attached min", kk: "Қосылған мин", ru: "Подключено мин"), key: "minutes", aggregate: .sum) {
            .integer($0.minutes)
        },
    ]
}
