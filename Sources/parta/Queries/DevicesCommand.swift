internal import Aggregator
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
            try options.write(rows, columns: ReadingColumns.devices)
        }
    }
}
