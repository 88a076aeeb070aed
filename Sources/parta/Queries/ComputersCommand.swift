internal import ArgumentParser
internal import Presentation
internal import Reports
internal import Store

struct ComputersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "computers", abstract: "Computers with an agent, as last scanned.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: QueryOptions

    func run() async throws {
        try await reportingFailures {
            let rows = try await database.openExisting().computers(options.query(), scope: .everything)
            try options.write(rows, columns: Self.columns)
        }
    }

    static let columns: [Column<ComputerRow>] = [
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
        Column("Agent", key: "agent") { .text($0.agent.text) },
    ]
}
