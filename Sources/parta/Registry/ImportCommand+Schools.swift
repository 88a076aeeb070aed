internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Reports
internal import Store

extension ImportCommand {
    struct Schools: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import schools from a table or a map.",
            discussion: """
                Columns: id, name_kk, name_ru, name_en, country, region, district, type (support, small, ordinary),
                supported_by, latitude, longitude, pupils, rural, grades, shifts, managing_body, settlement,
                settlement_level, electricity, education_level, opened_on, closed_on. The columns of Giga's school upload
                and of ITU's points of interest are known too; --map names others. Points of a map give latitude and
                longitude. Schools that are there already are changed to what the file says, from the day of the import or
                --valid-from on; what it has no column for stays. Importing a file twice changes nothing.
                """)

        @OptionGroup var table: TableImport

        @Option(help: ArgumentHelp("The country of files that do not name one, as Giga's do not.", valueName: "name"))
        var country: String?

        @Option(help: ArgumentHelp("From which day on it is so, such as 2026-09-01.", valueName: "day"))
        var validFrom: Day?

        func validate() throws { try validFrom?.checkPast("--valid-from") }

        func run() async throws {
            let day = CivilDate(utc: Date())
            try await table.run(
                SchoolTableReader(country: country), of: "schools", noting: .schoolsImported, creating: true,
                checks: SchoolQuality.doubled
            ) { store, values, dryRun in
                let ask = SchoolsAsk(
                    schools: values.map(\.school), unsaid: values.first?.unsaid ?? [],
                    extras: values.compactMap(\.extra), day: day, validFrom: validFrom?.date)
                return ImportCounts(try await store.importSchools(ask, dryRun: dryRun))
            }
        }
    }
}
