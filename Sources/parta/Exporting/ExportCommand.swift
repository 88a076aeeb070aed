internal import ArgumentParser
internal import Exchange
internal import ExchangeRows
internal import Foundation
internal import Presentation
internal import Store

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write schools, lines or stock for other programs.",
        discussion: """
            giga and itu are CSV files in the columns that these platforms publish, and load back without loss. glpi is a
            directory with an inventory for each computer. The others hold every column of ours, for QGIS (geojson, gpkg, kml)
            and spreadsheets (xlsx, csv). The file is put in its place when it is whole. Counts of fewer than 5 children are
            left out unless --inside is given.
            """)

    @OptionGroup var database: DatabaseOptions

    @Option(name: .customLong("as"), help: "giga, itu, glpi, geojson, gpkg, kml, xlsx or csv.")
    var target: ExportTarget

    @Argument(help: "The file to write; for glpi a directory.")
    var file: String

    @Option(help: "What to write: schools, lines or stock (devices attached now, by category).")
    var what: ExportSubject = .schools

    @Option(help: ArgumentHelp("Only this area: its name, or a path such as Kazakhstan/Aktobe.", valueName: "area"))
    var area: String?

    @OptionGroup var period: PeriodOption

    @Option(help: "The language of names: kk, ru or en.")
    var lang: Language = .en

    @Flag(help: "For use within the region: also counts of fewer than 5 children.")
    var inside = false

    @Flag(help: "Take the place of a file that is there.")
    var force = false

    func validate() throws {
        guard what == .schools || target.takesAnything else {
            throw ValidationError("--as \(target.rawValue) has no place for \(what.rawValue); use --what schools.")
        }
    }

    func run() async throws {
        try await reportingFailures {
            let store = try database.openExisting()
            let query = period.applied(
                to: Query(
                    asOf: Date(), area: area, language: lang, suppression: inside ? nil : .leavingRegion))
            let rows: Int
            switch (target, what) {
            case (.glpi, _): rows = try await GLPIExport(store: store, query: query).write(to: file, replaces: force)
            case (_, .schools):
                rows = try await SchoolsExport(store: store, query: query, export: target.schools).write(open)
            case (_, .lines): rows = try await AreaExport.lines(store, query).write(open)
            case (_, .stock): rows = try await AreaExport.stock(store, query).write(open)
            }
            if Terminal.showsProgress { Terminal.endProgress() }
            try await store.audit(
                .registryExported, file,
                "\(what.rawValue) as \(target.rawValue), \(area ?? "all areas"), \(rows) rows\(inside ? ", inside" : "")"
            )
            Terminal.say("wrote \(rows) rows to \(DisplayText.harmless(file))")
        }
    }

    private func open(_ header: TableHeader) throws -> ExportFile {
        try ExportFile(file, as: target.format, header: header, replaces: force)
    }
}
