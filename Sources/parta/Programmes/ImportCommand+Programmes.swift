internal import Aggregator
internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Store

extension ImportCommand {
    struct Programmes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import programmes and the schools that take part.",
            discussion: """
                Columns: id, name_kk, name_ru, name_en (one of them, or name), funder, starts_on, ends_on (days as 2026-09-01),
                schools (official ids, apart by spaces), sensitive (yes: pages for everybody say nothing of it). Importing a file twice changes nothing.
                """)

        @OptionGroup var table: TableImport

        func run() async throws {
            try await table.run(of: "programmes", noting: .programmesImported, read: ProgrammesCSV.read) {
                ImportCounts(try await $0.importProgrammes($1, dryRun: $2))
            }
        }
    }

    struct Deliveries: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import a delivery list: what a programme brought to which school.",
            discussion: """
                Columns: programme, school, day, category (as `parta devices` names it), model, count or serial, document. A row
                with a serial is one piece; the serial itself is not kept, only its hash under the region's key, by which
                sightings are found. Computers keep no hash that no list names for longer than 30 days: import lists early.
                """)

        @OptionGroup var table: TableImport

        func run() async throws {
            try await reportingFailures {
                let region = try await RegionIdentity.load(from: table.database.openExisting())
                let hash = SerialHash(key: region.hashKey)
                try await table.run(
                    of: "deliveries", noting: .deliveriesImported, read: { try DeliveriesCSV.read($0, hash: hash) }
                ) { ImportCounts(try await $0.importDeliveries($1, dryRun: $2)) }
            }
        }
    }

    struct Indicators: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import indicators and their values per school and period.",
            discussion: """
                Columns: indicator, programme, school, period (2026, 2026/27, 2026-Q3, 2026-09 or a day), value, target, source;
                and in one row of a new indicator at least what describes it: name_kk, name_ru, name_en (one of them, or name),
                unit, direction (up, down), rollup (sum, mean, latest), counts_children (yes, no).
                """)

        @OptionGroup var table: TableImport

        func run() async throws {
            try await table.run(of: "values", noting: .indicatorsImported, read: IndicatorsCSV.read) {
                store, rows, dryRun in
                var described: Set<String> = []
                let indicators = rows.compactMap(\.indicator).filter { described.insert($0.id).inserted }
                return ImportCounts(
                    try await store.importIndicators(indicators, values: rows.compactMap(\.value), dryRun: dryRun))
            }
        }
    }

    struct Milestones: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import how far programmes are at their schools, and what each stage costs.",
            discussion: """
                Columns: programme, school, stage (planned, funded, contracted, equipped, accepted), day, cost, currency (such as
                KZT), document. One row for each school and stage.
                """)

        @OptionGroup var table: TableImport

        func run() async throws {
            try await table.run(of: "milestones", noting: .milestonesImported, read: MilestonesCSV.read) {
                ImportCounts(try await $0.importMilestones($1, dryRun: $2))
            }
        }
    }
}
