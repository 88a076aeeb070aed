internal import Aggregator
internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Reports
internal import Store

extension ImportCommand {
    struct Assets: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import what stands on schools' books.",
            discussion: """
                Columns: school, inventory_number, category, room, vendor, model, serial, purchased_on, price, currency,
                contract, funders ("Budget:60; Fund:40"), programme, state (in_use, stored, repair, broken, lost, stolen,
                written_off), state_since, state_document. School and inventory number tell assets apart; a state that
                differs joins the asset's history. Serials of what may be somebody's own are kept as hashes alone.
                Importing a file twice changes nothing (docs/assets.md).
                """)

        @OptionGroup var table: TableImport

        func run() async throws {
            try await reportingFailures {
                let hash = try await RegionIdentity.load(from: table.database.openExisting()).regionHash
                let reader = AssetTableReader { SerialMark($0, of: $1, hashedBy: hash) }
                let now = Date()
                try await table.run(of: "assets", noting: .assetsImported, read: reader.assets) {
                    ImportCounts(try await $0.importAssets($1, at: now, dryRun: $2))
                }
            }
        }
    }
}

extension RegionIdentity {
    /// As the region's agents hash serials.
    var regionHash: RegionHash { RegionHash(key: hashKey) }
}
