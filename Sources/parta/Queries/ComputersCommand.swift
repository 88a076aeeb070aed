internal import Aggregator
internal import ArgumentParser
internal import Presentation
internal import Reports
internal import Store

struct ComputersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "computers",
        abstract: "Computers: with an agent as last scanned, without one as the books have them; where they stand.",
        subcommands: [List.self, Set.self, Move.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List computers (the default).",
            discussion: """
                --ram-below and --older-than find PCs too weak for digital textbooks. A computer's age is told by its purchase
                (docs/assets.md), else by its firmware, which may be younger than it; one of which neither is known is not
                shown.
                """)

        @OptionGroup var source: SourceOptions
        @OptionGroup var options: QueryOptions
        @OptionGroup var group: GroupOption
        @Option(help: ArgumentHelp("Only computers with less memory.", valueName: "MiB"))
        var ramBelow: Int?
        @Option(help: ArgumentHelp("Only computers as old or older.", valueName: "years"))
        var olderThan: Int?

        func validate() throws {
            if let ramBelow, ramBelow < 1 { throw ValidationError("--ram-below wants MiB from 1, not \(ramBelow).") }
            guard (0...50).contains(olderThan ?? 0) else { throw ValidationError("--older-than wants 0 to 50 years.") }
        }

        func run() async throws {
            try await reportingFailures {
                var query = options.query()
                query.filters.stock.ramBelowMiB = ramBelow
                query.filters.stock.olderThanYears = olderThan
                try await options.answer(.computers, query, from: source, by: group)
            }
        }
    }
}
