internal import ArgumentParser
internal import Exchange
internal import Store

extension ImportCommand {
    struct Areas: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import regions and districts with their codes and names.",
            discussion: """
                Columns: path (Kazakhstan/Aktobe/Alga) or country, region, district; code, level, name_kk, name_ru, name_en. An
                area is then found by its code and by each of its names. Importing a file twice changes nothing.
                """)

        @OptionGroup var table: TableImport

        func run() async throws {
            try await table.run(AreaTableReader(), of: "areas", noting: .areasImported) { store, areas, dryRun in
                ImportCounts(try await store.importAreas(areas, dryRun: dryRun))
            }
        }
    }
}
