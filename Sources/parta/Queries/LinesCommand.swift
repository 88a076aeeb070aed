internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

struct LinesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lines",
        abstract: "What each school's lines gave over a period, why, and whether that meets the norm.",
        discussion: "docs/line-figures.md says how each figure is computed, and what it must not be used for.",
        subcommands: [List.self, Slots.self, Gateways.self, Confirm.self, Move.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List lines (the default).")

        @OptionGroup var source: SourceOptions
        @OptionGroup var options: QueryOptions
        @OptionGroup var group: GroupOption
        @OptionGroup var period: PeriodOption
        @OptionGroup var norm: NormOption
        @OptionGroup var filters: LineFilterOptions

        func run() async throws {
            try await reportingFailures {
                var query = period.applied(to: options.query())
                query.norm = try await norm.line(keptIn: source.keptNorms)
                filters.narrow(&query.filters)
                try await options.answer(.lines, query, from: source, by: group)
            }
        }
    }
}
