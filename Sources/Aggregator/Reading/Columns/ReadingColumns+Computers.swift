public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let computers: [Column<ComputerRow>] = [
        Column(.school, key: "school") { .text($0.school) },
        Column(.room, key: "room") { .text($0.room) },
        Column(.label, key: "label") { .text($0.label) },
        Column(.maker, key: "vendor") { .text($0.vendor) },
        Column(.model, key: "model") { .text($0.model) },
        Column(Heading("CPU", kk: "Процессор", ru: "Процессор"), key: "cpu") { .text($0.cpu) },
        Column(Heading("Memory MiB", kk: "Жады МиБ", ru: "Память МиБ"), key: "memory_mib", aggregate: .median) {
            .integer($0.memoryMiB)
        },
        Column(Heading("System", kk: "Жүйе", ru: "Система"), key: "os") { .text($0.os) },
        Column(.devices, key: "devices", aggregate: .sum) { .integer($0.devices) },
        Column(.live, key: "live", aggregate: .yes) { .flag($0.live) },
        Column(.lastReport, key: "last_report") { .time($0.lastReport) },
        Column(.bought, key: "purchased_on") { .text($0.purchasedOn) },
        Column(Heading("Source", kk: "Дереккөз", ru: "Источник"), key: "source") { .text($0.source.rawValue) },
        Column(.agent, key: "agent") { .text($0.agent?.text) },
    ]

    /// The rest of JSON's keys; a table has no room for them.
    public static let computerDetails: [Column<ComputerRow>] = [
        Column(.schoolName, key: "school_name") { .text($0.schoolName) },
        Column(Heading("Chassis", kk: "Корпус", ru: "Корпус"), key: "chassis") { .text($0.chassis) },
        Column(Heading("CPU cores", kk: "Ядролар", ru: "Ядра"), key: "cpu_count", aggregate: .median) {
            .integer($0.cpuCount)
        },
        Column(Heading("Kernel", kk: "Жүйе өзегі", ru: "Ядро системы"), key: "kernel") { .text($0.kernel) },
        Column(Heading("Architecture", kk: "Архитектура", ru: "Архитектура"), key: "architecture") {
            .text($0.architecture)
        },
        Column(Heading("Agent version", kk: "Агент нұсқасы", ru: "Версия агента"), key: "agent_version") {
            .text($0.agentVersion)
        },
        Column(.pedagogical, key: "pedagogical", aggregate: .yes) { .flag($0.pedagogical) },
        Column(Heading("Scanned", kk: "Тексерілген", ru: "Обследован"), key: "scanned_at") { .time($0.scannedAt) },
        Column(Heading("Firmware of", kk: "Микробағдарлама күні", ru: "Дата прошивки"), key: "firmware_on") {
            .text($0.firmwareOn)
        },
        Column(.succeeds, key: "succeeds") { .text($0.succeeds?.text) },
    ]
}
