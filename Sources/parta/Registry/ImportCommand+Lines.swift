internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Reports
internal import Store

extension ImportCommand {
    struct Lines: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import what is known of lines by their contracts.",
            discussion: """
                Columns: school_id, line (1 where it is the only one), provider, medium, contracted_download_mbps,
                contracted_upload_mbps, attainable_download_mbps, attainable_upload_mbps, fee (a month), fee_currency,
                contract_until, backup. Media: fiber, copper, xdsl, coaxial, wired, cellular, p2p_wireless, p2mp_wireless,
                wireless, leo_satellite, geo_satellite, satellite, other, unknown. Importing a file twice changes nothing.
                """)

        @OptionGroup var table: TableImport
        @Option(
            help: ArgumentHelp("From which day on it is so, such as 2026-09-01; today without it.", valueName: "day"))
        var validFrom: Day?

        @Option(
            help: ArgumentHelp(
                "The first day on which the file's lines are no more; needs only their names.", valueName: "day"))
        var until: Day?

        func validate() throws {
            try validFrom?.checkPast("--valid-from")
            try until?.checkPast("--until")
            if validFrom != nil, until != nil {
                throw ValidationError("--valid-from begins what the file names and --until ends it: give one of them.")
            }
        }

        func run() async throws {
            let day = validFrom?.date ?? CivilDate(utc: Date())
            try await table.run(LineTableReader(), of: "lines", noting: .linesImported) { store, lines, dryRun in
                if let until {
                    return ImportCounts(try await store.endLines(lines, on: until.date, dryRun: dryRun))
                }
                return ImportCounts(try await store.importLines(lines, from: day, dryRun: dryRun))
            }
        }
    }
}
