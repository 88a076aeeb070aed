public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let computers: [Column<ComputerRow>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Room", key: "room") { .text($0.room) },
        Column("Label", key: "label") { .text($0.label) },
        Column("Maker", key: "vendor") { .text($0.vendor) },
        Column("Model", key: "model") { .text($0.model) },
        Column("CPU", key: "cpu") { .text($0.cpu) },
        Column("Memory MiB", key: "memory_mib") { .integer($0.memoryMiB) },
        Column("System", key: "os") { .text($0.os) },
        Column("Devices", key: "devices") { .integer($0.devices) },
        Column("Live", key: "live") { .flag($0.live) },
        Column("Last report", key: "last_report") { .time($0.lastReport) },
        Column("Bought", key: "purchased_on") { .text($0.purchasedOn) },
        Column("Source", key: "source") { .text($0.source.rawValue) },
        Column("Agent", key: "agent") { .text($0.agent?.text) },
    ]
}
