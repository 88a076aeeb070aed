internal import ArgumentParser
internal import Presentation
internal import Reports
internal import Store

struct DevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: "Devices of schools, each with its category and the rule that gave it.",
        discussion: """
            A device that moved between the computers of a school is one device, where it was seen last. When two computers
            hold the same serial at once, it is no serial: then both count, marked serial_doubtful.
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: QueryOptions

    @Option(help: ArgumentHelp("Only this category, such as robotics_kit.", valueName: "category"))
    var category: Reports.Category?

    @Flag(help: "A row per computer that saw a device, not one per school.")
    var byComputer = false

    func run() async throws {
        try await reportingFailures {
            var query = options.query(category: category)
            query.byComputer = byComputer
            let rows = try await database.openExisting().devices(query, scope: .everything)
            try options.write(rows, columns: Self.columns)
        }
    }

    static let columns: [Column<DeviceRow>] = [
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
