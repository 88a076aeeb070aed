internal import Agent
internal import ArgumentParser
internal import Presentation
internal import Reports

struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "List this computer and its devices; opens no device and sends nothing.",
        discussion: "Needs no rights and no enrolment. Serials of devices that may be somebody's own are left out.")

    @OptionGroup var knowledge: KnowledgeOptions
    @OptionGroup var output: FormatOption

    @Flag(help: "Show for each device which rule decided and how sure it is, and how each collector fared.")
    var explain = false

    func run() async throws {
        let paths = AgentPaths(knowledge: knowledge.hwdb)
        try paths.check()
        let source = ScanSource(knowledge: paths.knowledge, computer: "local", environment: paths.environment)
        for complaint in source.complaints { Terminal.say("warning: \(DisplayText.harmless(complaint))") }
        let scan = source.scan(regionHash: nil)
        for outcome in scan.collectors where outcome.status == .failed {
            Terminal.say("warning: \(outcome.name): \(DisplayText.harmless(outcome.reason ?? "failed"))")
        }
        try output.write(scan, rows: scan.devices, columns: explain ? Self.explained : Self.columns)
        if explain, output.format == .table {
            print()
            print(TextTable.render(scan.collectors, columns: Self.outcomes, width: Terminal.width), terminator: "")
        }
    }

    static let columns: [Column<Device>] = [
        Column("Category", key: "category") { .text($0.category.rawValue) },
        Column("Sure", key: "confidence") { .text($0.confidence.rawValue) },
        Column("Maker", key: "vendor") { .text($0.vendor) },
        Column("Product", key: "product") { .text($0.product) },
        ids,
        Column("Bus", key: "bus") { .text($0.bus.rawValue) },
        Column("Port", key: "port") { .text($0.port) },
        Column("Driver", key: "driver") { .text($0.driver) },
        Column("Rule", key: "rule") { .text($0.rule) },
    ]

    static let explained: [Column<Device>] = [
        Column("Category", key: "category") { .text($0.category.rawValue) },
        Column("Sure", key: "confidence") { .text($0.confidence.rawValue) },
        Column("Rule", key: "rule") { .text($0.rule) },
        Column("Product", key: "product") { .text($0.product) },
        ids,
        Column("External", key: "external") { .flag($0.external) },
        Column("Identity", key: "id") { .text($0.id) },
    ]

    static let outcomes: [Column<CollectorOutcome>] = [
        Column("Collector", key: "name") { .text($0.name) },
        Column("Outcome", key: "status") { .text($0.status.rawValue) },
        Column("ms", key: "duration_ms") { .tenths($0.durationMs) },
        Column("Reason", key: "reason") { .text($0.reason) },
    ]

    private static let ids = Column<Device>(
        "Ids", record: [("vendor_id", { .text($0.vendorID) }), ("product_id", { .text($0.productID) })]
    ) { .text(ids(of: $0)) }

    private static func ids(of device: Device) -> String? {
        guard let vendor = device.vendorID, let product = device.productID else { return nil }
        return "\(vendor):\(product)"
    }
}
