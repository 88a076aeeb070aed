internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Planning
internal import Presentation
internal import Store

/// What a school needs to be in a plan.
enum FiberNeed: String, CaseIterable, ExpressibleByArgument {
    /// Those whose line has to be built, as its tests tell.
    case speed
    /// All that are not on fiber.
    case fiber
}

/// Which places a plan is for.
struct FiberPlaceOptions: ParsableArguments {
    @OptionGroup var database: DatabaseOptions

    @Option(help: ArgumentHelp("Sites and sources: CSV, XLSX, GeoJSON, GeoPackage or KML.", valueName: "file"))
    var sites: String?

    @Option(
        help: ArgumentHelp("With --sites: which of its columns stands for which of ours.", valueName: "theirs=ours"))
    var map: [String] = []

    @Option(help: ArgumentHelp("Only schools of this area.", valueName: "area"))
    var area: String?

    @Option(help: "Which schools need fiber: speed (their line has to be built) or fiber (all without it).")
    var need: FiberNeed = .speed

    @Option(
        help: ArgumentHelp(
            "What a site is worth: pupils, pupils_below_norm or schools; with --sites a column (default: weight).",
            valueName: "word"))
    var weight: String?

    @OptionGroup var period: PeriodOption
    @OptionGroup var norm: NormOption

    func validate() throws {
        guard sites != nil || map.isEmpty else { throw ValidationError("--map goes with --sites.") }
        guard sites == nil || area == nil else { throw ValidationError("--area is for schools of the database.") }
        if sites == nil, let weight, StoreSites.Weight(rawValue: weight) == nil {
            throw ValidationError("--weight wants pupils, pupils_below_norm or schools; a column goes with --sites.")
        }
    }

    /// - Throws: `ImportFailure`, `CommandFailure`, `StoreFailure`.
    func read(needsPoints: Bool) async throws -> [PlanSite] {
        guard let sites else { return try await fromStore() }
        let columns: ColumnMap
        do throws(ColumnMap.Fault) { columns = try ColumnMap(map) } catch {
            throw CommandFailure(.usage, error.description)
        }
        if Terminal.showsProgress { Terminal.progress("reading \(DisplayText.harmless(sites))") }
        let table = try TableFile.read(sites, map: columns)
        let content = try table.content(
            SiteTableReader(weight: weight?.lowercased() ?? "weight", needsPoints: needsPoints, table: table))
        for warning in content.warnings.prefix(10) {
            Terminal.say("warning: \(DisplayText.harmless(warning.description))")
        }
        if !content.ignoredColumns.isEmpty {
            Terminal.say(
                "not read: the columns \(DisplayText.harmless(content.ignoredColumns.joined(separator: ", ")))")
        }
        return content.values
    }

    private func fromStore() async throws -> [PlanSite] {
        let query = period.applied(to: Query(asOf: Date(), area: area, norm: norm.norm))
        let sites = StoreSites(
            store: try database.openExisting(), query: query, need: need,
            weight: weight.flatMap(StoreSites.Weight.init(rawValue:)) ?? .pupils)
        return try await sites.read()
    }
}
