internal import ArgumentParser
internal import Presentation
internal import Store

struct SchoolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schools", abstract: "Schools, with their computers, devices and latest line test.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: QueryOptions

    func run() async throws {
        try await reportingFailures {
            let rows = try await database.openExisting().schools(options.query(), scope: .everything)
            try options.write(rows, columns: Self.columns + (options.format == .csv ? Self.names : []))
        }
    }

    static let columns: [Column<SchoolRow>] = [
        Column("School", key: "id") { .text($0.school.id) },
        Column("Name", key: "name") { .text($0.name) },
        Column("Area", key: "area") { .text($0.school.area.text) },
        Column("Type", key: "type") { .text($0.school.type.rawValue) },
        Column("Pupils", key: "pupils") { .integer($0.school.pupils) },
        Column("PCs", key: "computers") { .integer($0.computers) },
        Column("Live", key: "computers_live") { .integer($0.computersLive) },
        Column("Devices", key: "devices") { .integer($0.devices) },
        Column("Down Mbps", key: "last_download_mbps") { .tenths($0.lastDownloadMbps) },
        Column("Up Mbps", key: "last_upload_mbps") { .tenths($0.lastUploadMbps) },
        Column("Last report", key: "last_report") { .time($0.lastReport) },
    ]

    /// Each language's name, as in an imported file; a table has no room for them.
    static let names: [Column<SchoolRow>] = [
        Column("Kazakh name", key: "name_kk") { .text($0.school.names.kk) },
        Column("Russian name", key: "name_ru") { .text($0.school.names.ru) },
        Column("English name", key: "name_en") { .text($0.school.names.en) },
    ]
}
