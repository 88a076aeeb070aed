internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Store

extension LinesCommand {
    /// How much of the plan was measured, and why the rest was not: what bounds the bias of giving way.
    struct Slots: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What became of the planned tests of each line: run, or skipped and why.")

        @OptionGroup var source: SourceOptions
        @OptionGroup var options: QueryOptions
        @OptionGroup var group: GroupOption
        @OptionGroup var period: PeriodOption

        func run() async throws {
            try await reportingFailures {
                try await options.answer(.slots, period.applied(to: options.query()), from: source, by: group)
            }
        }
    }
}
