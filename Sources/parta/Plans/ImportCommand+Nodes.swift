internal import ArgumentParser
internal import Exchange
internal import Store

extension ImportCommand {
    struct Nodes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import nodes of fiber networks, from which plans may connect schools.",
            discussion: """
                Columns: node_id (or ITU's ict_id, Giga's coordinate_id), latitude, longitude, operator_name, \
                infrastructure_type (or transmission_medium), node_status, equipped_capacity_mbps, potential_capacity_mbps, \
                connection_fee, fee_currency. Plans use those that are of fiber and in operation.
                """)

        @OptionGroup var table: TableImport

        func run() async throws {
            try await table.run(NodeTableReader(), of: "nodes", noting: .nodesImported, creating: true) {
                ImportCounts(try await $0.importFiberNodes($1, dryRun: $2))
            }
        }
    }
}
