internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Planning
internal import Presentation
internal import Reports
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

    @Option(
        help: ArgumentHelp(
            "Without --sites: other public places that may be connected too, such as clinics and libraries: a table as for "
                + "--sites, each with a weight of its own beside the schools'.", valueName: "file"))
    var also: String?

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
        guard sites != nil || also != nil || map.isEmpty else {
            throw ValidationError("--map goes with --sites or --also.")
        }
        guard sites == nil || also == nil else {
            throw ValidationError("--also is beside the schools of the database: put all places into --sites.")
        }
        guard sites == nil || area == nil else { throw ValidationError("--area is for schools of the database.") }
        if sites == nil, let weight, StoreSites.Weight(rawValue: weight) == nil {
            throw ValidationError("--weight wants pupils, pupils_below_norm or schools; a column goes with --sites.")
        }
    }

    /// What lines are held against; nil for each school's own.
    /// - Throws: as `NormOption.line(keptIn:)`.
    func lineNorm() async throws -> LineNorm? { try await norm.line(keptIn: database) }

    /// - Throws: `ImportFailure`, `CommandFailure`, `StoreFailure`.
    func read(needsPoints: Bool, norm: LineNorm?) async throws -> [PlanSite] {
        guard let sites else {
            var schools = try await fromStore(norm)
            guard let also else { return schools }
            let taken = Set(schools.map(\.id))
            let others = try table(also, weight: "weight", needsPoints: needsPoints)
            if let doubled = others.first(where: { taken.contains($0.id) }) {
                throw CommandFailure(
                    .badData,
                    "\(also) has a place \"\(doubled.id)\", and so is a school or node called: give the place another id"
                )
            }
            schools += others
            return schools
        }
        return try table(sites, weight: weight?.lowercased() ?? "weight", needsPoints: needsPoints)
    }

    private func table(_ file: String, weight: String, needsPoints: Bool) throws -> [PlanSite] {
        let columns: ColumnMap
        do throws(ColumnMap.Fault) { columns = try ColumnMap(map) } catch {
            throw CommandFailure(.usage, error.description)
        }
        if Terminal.showsProgress { Terminal.progress("reading \(DisplayText.harmless(file))") }
        let table = try TableFile.read(file, map: columns)
        let content = try table.content(
            SiteTableReader(weight: weight, needsPoints: needsPoints, table: table))
        for warning in content.warnings.prefix(10) {
            Terminal.say("warning: \(DisplayText.harmless(warning.description))")
        }
        if !content.ignoredColumns.isEmpty {
            Terminal.say(
                "not read: the columns \(DisplayText.harmless(content.ignoredColumns.joined(separator: ", ")))")
        }
        return content.values
    }

    private func fromStore(_ norm: LineNorm?) async throws -> [PlanSite] {
        let query = period.applied(to: Query(asOf: Date(), area: area, norm: norm))
        let sites = StoreSites(
            store: try database.openExisting(), query: query, need: need,
            weight: weight.flatMap(StoreSites.Weight.init(rawValue:)) ?? .pupils)
        return try await sites.read()
    }
}
