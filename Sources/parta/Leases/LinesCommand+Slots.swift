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
                try options.write(rows, columns: Self.columns)
            }
        }

        static let columns: [Column<SlotRow>] = [
            Column("School", key: "school") { .text($0.school) },
            Column("Name", key: "school_name") { .text($0.schoolName) },
            Column("Line", key: "line") { .text($0.line) },
            Column("Planned", key: "slots_planned") { .integer($0.slotsPlanned) },
            Column("Run", key: "slots_run") { .integer($0.slotsRun) },
            Column("Skipped", key: "slots_skipped") { row in
                .text(
                    row.slotsSkipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                        .map { "\($0.key)=\($0.value)" }.joined(separator: " "))
            },
            Column("Dropped", key: "slots_dropped") { .integer($0.slotsDropped) },
        ]
    }
}
