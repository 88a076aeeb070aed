internal import Aggregator
internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

extension ImportCommand {
    struct StocktakeList: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "stocktake", abstract: "Import a counted list from a CSV file, and show how the books differ.",
            discussion: """
                Columns: school, day, inventory_number, category, room, count, document. A row names a thing by its number, or
                counts a category, in a room or in the whole school; a number without a count was found. A list is of the
                whole school: what no row names or counts is missing. A list of the same school and day takes its place.
                """)

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The CSV file; comma, semicolon or tab.")
        var file: String
        @Option(help: ArgumentHelp("The school of rows that name none.", valueName: "id"))
        var school: String?
        @Option(help: ArgumentHelp("The day of rows that name none, such as 2026-10-01.", valueName: "day"))
        var day: String?
        @Flag(help: "Show all rows, those that were found too.")
        var all = false
        @Flag(help: "Say what would change, and change nothing.")
        var dryRun = false
        @Option(help: "How to write the differences: table, json or csv.")
        var format: OutputFormat = .table

        func validate() throws {
            guard day.map({ CivilDate($0) != nil }) ?? true else {
                throw ValidationError("--day wants a day such as 2026-10-01.")
            }
        }

        func run() async throws {
            try await reportingFailures {
                let content = try StocktakeTableReader(school: school, day: day)
                    .stocktakes(in: try BooksImportFile.read(file), file: file)
                let store = try database.openExisting()
                    .noting(.stocktakeImported, file) { (result: StocktakesImport) in result.outcome.summary }
                let result = try await store.importStocktakes(content.values, at: Date(), dryRun: dryRun)
                BooksImportFile.say(result.outcome, ignored: content.ignoredColumns, dryRun: dryRun)
                let rows = result.differences.filter { all || $0.kind != .found }
                try write(rows)
                if !all { Terminal.say("\(found(result)) found as booked") }
            }
        }

        private func found(_ result: StocktakesImport) -> Int {
            result.differences.filter { $0.kind == .found }.reduce(0) { $0 + $1.count }
        }

        private func write(_ rows: [StocktakeDifference]) throws {
            switch format {
            case .json: print(String(decoding: try ReportCoder.encode(rows, pretty: true), as: UTF8.self))
            case .csv: print(CSVText.render(rows, columns: ReadingColumns.stocktakes), terminator: "")
            case .table:
                print(
                    TextTable.render(rows, columns: ReadingColumns.stocktakes, width: Terminal.width), terminator: "")
            }
        }
    }
}
