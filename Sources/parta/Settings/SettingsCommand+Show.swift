internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

extension SettingsCommand {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what is in force at an area or school and who set it, or every change.",
            discussion: "Without an area or a school: every place that has settings of its own.")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var options: PlaceOptions
        @Flag(help: "Every change there ever was, the latest first: of an area with all in it.")
        var history = false
        @Option(help: "How to write the answer: table, json or csv.")
        var format: OutputFormat = .table

        func run() async throws {
            try await reportingFailures {
                let store = try database.openExisting()
                if let place = options.place, !history {
                    try write(try await store.settings(of: place, scope: .everything))
                } else {
                    let rows = try await store.settingsHistory(
                        Query(asOf: .distantFuture, area: options.area, school: options.school), scope: .everything)
                    try write(history ? rows : Self.latest(of: rows))
                }
            }
        }

        /// Of each place the last change, unless that left nothing set.
        private static func latest(of rows: [SettingsRow]) -> [SettingsRow] {
            var seen: Swift.Set<String> = []
            return rows.filter { seen.insert($0.place).inserted && $0.settings != RegionSettings() }
        }

        private func write(_ rows: [SettingsRow]) throws {
            guard format == .json else { return write(rows, columns: Self.changes) }
            print(String(decoding: try ReportCoder.encode(rows, pretty: true), as: UTF8.self))
        }

        private func write<Row>(_ rows: [Row], columns: [Column<Row>]) {
            if format == .csv { return print(CSVText.render(rows, columns: columns), terminator: "") }
            print(TextTable.render(rows, columns: columns, width: Terminal.width), terminator: "")
            if rows.isEmpty { Terminal.say("nothing is set") }
        }

        private func write(_ place: PlaceSettings) throws {
            guard format == .json else {
                return write(SettingLine.lines(of: place), columns: Self.lines)
            }
            let answer = Answer(
                place: place.place, version: place.version, settings: place.merged, layers: place.layers)
            print(String(decoding: try ReportCoder.encode(answer, pretty: true), as: UTF8.self))
        }

        private struct Answer: Encodable {
            var place: String
            var version: Int
            var settings: RegionSettings
            var layers: [SettingsRow]
        }

        private static let lines: [Column<SettingLine>] = [
            Column("Setting", key: "key") { .text($0.key) },
            Column("Value", key: "value") { .text($0.value) },
            Column("From", key: "from") { .text($0.from) },
            Column("Version", key: "version") { .integer($0.version) },
        ]

        private static let changes: [Column<SettingsRow>] = [
            Column("Version", key: "version") { .integer($0.version) },
            Column("Of", key: "of") { .text($0.place) },
            Column("Changed", key: "changed_at") { .time($0.changedAt) },
            Column("By", key: "changed_by") { .text($0.changedBy) },
            Column("Settings", key: "settings") { row in
                .text(
                    SettingLine.texts(of: row.settings).map { "\($0.key)=\($0.value)" }.sorted()
                        .joined(separator: " "))
            },
        ]
    }
}
