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
                schools (official ids, apart by spaces). Importing a file twice changes nothing.
                """)

        @OptionGroup var table: TableFileOptions

        func run() async throws {
            try await reportingFailures {
                let content = try ProgrammesCSV.read(table.read(), file: table.file)
                let store = try table.database.openOrCreate()
                try await table.take(into: store, as: .programmesImported, ignoring: content.ignoredColumns) {
                    try await $0.importProgrammes(content.values, dryRun: $1)
                }
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

        @OptionGroup var table: TableFileOptions

        func run() async throws {
            try await reportingFailures {
                let data = try table.read()
                let store = try table.database.openOrCreate()
                let hash = SerialHash(key: try await RegionIdentity.load(from: store).hashKey)
                let content = try DeliveriesCSV.read(data, file: table.file, hash: hash)
                try await table.take(into: store, as: .deliveriesImported, ignoring: content.ignoredColumns) {
                    try await $0.importDeliveries(content.values, dryRun: $1)
                }
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

        @OptionGroup var table: TableFileOptions

        func run() async throws {
            try await reportingFailures {
                let content = try IndicatorsCSV.read(table.read(), file: table.file)
                let store = try table.database.openOrCreate()
                try await table.take(into: store, as: .indicatorsImported, ignoring: content.ignoredColumns) {
                    try await $0.importIndicators(content.indicators, values: content.values, dryRun: $1)
                }
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

        @OptionGroup var table: TableFileOptions

        func run() async throws {
            try await reportingFailures {
                let content = try MilestonesCSV.read(table.read(), file: table.file)
                let store = try table.database.openOrCreate()
                try await table.take(into: store, as: .milestonesImported, ignoring: content.ignoredColumns) {
                    try await $0.importMilestones(content.values, dryRun: $1)
                }
            }
        }
    }
}
