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

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var options: QueryOptions

        @Option(help: ArgumentHelp("How many days back.", valueName: "days"))
        var days: Int = 60

        func validate() throws {
            guard (1...3_660).contains(days) else { throw ValidationError("--days wants 1 to 3660, not \(days).") }
        }

        func run() async throws {
            try await reportingFailures {
                let since = Date(timeIntervalSinceNow: -Double(days) * 86_400)
                let rows = try await database.openExisting().slots(options.query(since: since), scope: .everything)
                try options.write(rows, columns: ReadingColumns.slots)
            }
        }
    }
}
