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

        @OptionGroup var source: SourceOptions
        @OptionGroup var options: QueryOptions
        @OptionGroup var group: GroupOption

        func run() async throws {
            try await reportingFailures {
                try await options.answer(.schools, options.query(), from: source, by: group)
            }
        }
    }
}
