internal import ArgumentParser
internal import Exchange
internal import Planning
internal import Presentation
internal import Reports
internal import Store

/// How a plan is written.
struct FiberAnswerOptions: ParsableArguments {
    @Option(help: "How to print it: table, json or csv (of sites).")
    var format: OutputFormat = .table

    @Option(help: "The language of headings: kk, ru or en.")
    var lang: Language = .en

    @Option(
        help: ArgumentHelp(
            "Write it to this file too, by its ending: .geojson, .gpkg, .kml, .xlsx or .csv.", valueName: "file"))
    var out: String?

    @Flag(help: "With --out: take the place of a file that is there.")
    var force = false

    @Option(help: ArgumentHelp("Lots of at most so many km.", valueName: "km"))
    var lotKm: Double?

    @Option(help: ArgumentHelp("Lots of at most so many sites.", valueName: "n"))
    var lotSites: Int?

    @Option(
        help: ArgumentHelp(
            "What so many equal shares of the budget, and 1.5 and 2 times it, would connect.", valueName: "n"))
    var curve: Int?

    /// Nil where nobody asked for lots.
    var lots: LotLimits? { lotKm == nil && lotSites == nil ? nil : LotLimits(km: lotKm, sites: lotSites) }

    func validate() throws {
        if let lotKm, !(lotKm > 0 && lotKm.isFinite) { throw ValidationError("--lot-km wants a number above 0.") }
        if let lotSites, lotSites < 1 { throw ValidationError("--lot-sites wants a number from 1.") }
        if let curve, !(1...20).contains(curve) { throw ValidationError("--curve wants a number from 1 to 20.") }
        if let out, RolloutFile.format(of: out) == nil {
            throw ValidationError(
                "--out wants a file that ends in .geojson, .gpkg, .kml, .xlsx or .csv, not \"\(out)\".")
        }
    }

    /// - Throws: `ExportFailure`, `ExchangeFailure`, before anything is computed.
    func check() throws {
        guard let out, let target = RolloutFile.format(of: out) else { return }
        try ExportFile.check(out, as: target.format, replaces: force)
    }

    func show(_ answer: RolloutAnswer) throws {
        switch format {
        case .json: print(String(decoding: try ReportCoder.encode(answer, pretty: true), as: UTF8.self))
        case .csv: print(CSVText.render(answer.sites, columns: RolloutColumns.sites), terminator: "")
        case .table: print(RolloutText(answer, language: lang).text(width: Terminal.width), terminator: "")
        }
    }
}
