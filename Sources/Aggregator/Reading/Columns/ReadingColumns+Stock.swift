public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let stock: [Column<StockRow>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Name", key: "school_name") { .text($0.schoolName) },
        Column("Area", key: "area") { .text($0.area.text) },
        Column("Room", key: "room") { .text($0.room) },
        Column("Category", key: "category") { .text($0.category.rawValue) },
        Column("There", record: [("low", { .integer($0.low) }), ("high", { .integer($0.high) })]) {
            .text($0.low == $0.high ? "\($0.low)" : "\($0.low)-\($0.high)")
        },
        Column("Verified", key: "verified") { .integer($0.verified) },
        Column("Registered", key: "registered") { .integer($0.registered) },
        Column("Not seen", key: "not_seen") { .integer($0.notSeen) },
        Column("No data", key: "no_data") { .integer($0.noData) },
        Column("Out of order", key: "out_of_order") { .integer($0.outOfOrder) },
        Column("Seen again", key: "seen_again") { .integer($0.seenAgain) },
        Column("Coverage %", record: [("coverage", { .exact($0.coverage) })]) { percent($0.coverage) },
        Column("Day", key: "day") { .text($0.day) },
    ]

    /// What a count is made of.
    public static let stockItems: [Column<StockItem>] = [
        Column("Category", key: "category") { .text($0.category.rawValue) },
        Column("Room", key: "room") { .text($0.room) },
        Column("Counts", record: [("low", { .flag($0.countsLow) }), ("high", { .flag($0.countsHigh) })]) {
            .text($0.countsLow ? "yes" : $0.countsHigh ? "perhaps" : "no")
        },
        Column("Presence", key: "presence") { .text($0.presence.rawValue) },
        Column("Why", key: "reason") { .text($0.reason.rawValue) },
        Column("Number", key: "inventory_number") { .text($0.inventoryNumber) },
        Column("State", key: "state") { .text($0.state?.rawValue) },
        Column("Matched by", key: "match") { .text($0.match?.rawValue) },
        Column("Device", record: [("device", { .text($0.device) })]) { .text($0.device.map { String($0.prefix(8)) }) },
        Column("PC", record: [("computer", { .text($0.computer) }), ("agent", { .text($0.agent?.text) })]) {
            .text($0.computer ?? $0.agent.map { String($0.text.prefix(8)) })
        },
        Column("Sure", key: "confidence") { .text($0.confidence.rawValue) },
        Column("Last seen", key: "last_seen") { .text($0.lastSeen) },
        Column("Ran without", key: "ran_without") { .integer($0.ranWithout) },
    ]

    public static let coverage: [Column<CoverageRow>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Name", key: "school_name") { .text($0.schoolName) },
        Column("Area", key: "area") { .text($0.area.text) },
        Column("Schools", key: "schools") { .integer($0.schools) },
        Column("PCs", key: "computers") { .integer($0.coverage.computers) },
        Column("With agent", key: "agents") { .integer($0.coverage.agents) },
        Column("Live", key: "live") { .integer($0.coverage.live) },
        Column("Coverage %", record: [("share", { .exact($0.coverage.share) })]) { percent($0.coverage.share) },
        Column("Days run %", record: [("run_share", { .exact($0.coverage.runShare) })]) {
            percent($0.coverage.runShare)
        },
        Column("Missing to be sure", key: "missing") { .text($0.missing.joined(separator: "; ")) },
        Column("Day", key: "day") { .text($0.day) },
    ]
}
