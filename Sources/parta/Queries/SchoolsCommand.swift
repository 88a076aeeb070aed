internal import Aggregator
internal import ArgumentParser
internal import Presentation
internal import Store

struct SchoolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schools",
        abstract: "Schools, with their computers, devices and latest line test; what became of them.",
        discussion: "docs/registry.md says how schools are kept with their history.",
        subcommands: [List.self, History.self, Rename.self, Merge.self, Split.self, Close.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List schools (the default).")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var options: QueryOptions

        func run() async throws {
            try await reportingFailures {
                let rows = try await database.openExisting().schools(options.query(), scope: .everything)
                let csv = ReadingColumns.schools + ReadingColumns.schoolNames + ReadingColumns.schoolDetails
                try options.write(rows, columns: options.format == .csv ? csv : ReadingColumns.schools)
            }
        }
    }
}
