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
            commandName: "stocktake", abstract: "Import a counted list, and show how the books differ.",
            discussion: """
                Columns: school, day, inventory_number, category, room, count, document. A row names a thing by its number, or
                counts a category, in a room or in the whole school; a number without a count was found. A list is of the
                whole school: what no row names or counts is missing. A list of the same school and day takes its place.
                """)

        @OptionGroup var table: TableImport
        @Option(help: ArgumentHelp("The school of rows that name none.", valueName: "id"))
        var school: String?
        @Option(help: ArgumentHelp("The day of rows that name none, such as 2026-10-01.", valueName: "day"))
        var day: String?
        @Flag(help: "Show all rows, those that were found too.")
        var all = false
        @Option(help: "How to write the differences: table, json or csv.")
        var format: OutputFormat = .table

        func validate() throws {
            guard day.map({ CivilDate($0) != nil }) ?? true else {
                throw ValidationError("--day wants a day such as 2026-10-01.")
            }
        }

        func run() async throws {
            try await reportingFailures {
                let now = Date()
                var last: StocktakesImport?
                let reader = StocktakeTableReader(school: school, day: day)
                try await table.run(of: "lists", noting: .stocktakeImported, read: reader.stocktakes) {
                    let result = try await $0.importStocktakes($1, at: now, dryRun: $2)
                    last = result
                    return ImportCounts(result.outcome)
                }
                guard let result = last else { return }
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
