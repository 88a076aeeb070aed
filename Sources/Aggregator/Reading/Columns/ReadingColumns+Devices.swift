public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let devices: [Column<DeviceRow>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Room", key: "room") { .text($0.room) },
        Column("PC", key: "label") { .text($0.label ?? String($0.agent.text.prefix(8))) },
        Column("Category", key: "category") { .text($0.category.rawValue) },
        Column("Sure", key: "confidence") { .text($0.confidence.rawValue) },
        Column("Maker", key: "vendor") { .text($0.vendor) },
        Column("Product", key: "product") { .text($0.product) },
        Column("Bus", key: "bus") { .text($0.bus.rawValue) },
        Column("Port", key: "port") { .text($0.port) },
        Column("Attached", key: "attached") { .flag($0.attached) },
        Column("PCs", key: "computers") { .integer($0.computers) },
        Column("Doubtful", key: "serial_doubtful") { .flag($0.serialDoubtful) },
        Column("Last seen", key: "last_seen") { .day($0.lastSeen) },
        Column("Days", key: "days_seen") { .integer($0.daysSeen) },
        Column("Rule", key: "rule") { .text($0.rule) },
    ]
}
