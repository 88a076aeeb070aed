internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Store

extension ImportCommand {
    struct Assets: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import what stands on schools' books from a CSV file.",
            discussion: """
                Columns: school, inventory_number, category, room, vendor, model, serial, purchased_on, price, currency,
                contract, funders ("Budget:60; Fund:40"), programme, state (in_use, stored, repair, broken, lost, stolen,
                written_off), state_since, state_document. School and inventory number tell assets apart; a state that
                differs joins the asset's history. Serials of what may be somebody's own are kept as hashes alone.
                Importing a file twice changes nothing (docs/assets.md).
                """)

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The CSV file; comma, semicolon or tab.")
        var file: String
        @Flag(help: "Say what would change, and change nothing.")
        var dryRun = false

        func run() async throws {
            try await reportingFailures {
                let data = try BooksImportFile.read(file)
                let store = try database.openExisting()
                let hash = try await BooksImportFile.hash(of: store)
                let reader = AssetTableReader { SerialMark($0, of: $1, hashedBy: hash) }
                let content = try reader.assets(in: data, file: file)
                let noting = store.noting(.assetsImported, file) { (outcome: BooksImport) in outcome.summary }
                let outcome = try await noting.importAssets(content.values, at: Date(), dryRun: dryRun)
                BooksImportFile.say(outcome, ignored: content.ignoredColumns, dryRun: dryRun)
            }
        }
    }
}
