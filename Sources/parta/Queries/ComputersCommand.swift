internal import Aggregator
internal import ArgumentParser
internal import Presentation
internal import Reports
internal import Store

struct ComputersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "computers", abstract: "Computers with an agent, as last scanned; where they stand.",
        subcommands: [List.self, Set.self, Move.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List computers (the default).")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var options: QueryOptions

        func run() async throws {
            try await reportingFailures {
                let rows = try await database.openExisting().computers(options.query(), scope: .everything)
                try options.write(rows, columns: ReadingColumns.computers)
            }
        }
    }
}
