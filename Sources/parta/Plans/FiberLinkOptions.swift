internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Planning
internal import Presentation

/// Over what fiber could go.
struct FiberLinkOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Links with their costs: from, to, cost.", valueName: "file"))
    var links: String?

    @Option(
        help: ArgumentHelp(
            "Lay along these roads: GeoJSON, GeoPackage, KML, Shapefile or .osm.pbf lines.", valueName: "file"))
    var roads: String?

    @Option(help: ArgumentHelp("The layer of --roads (default: the first with rows).", valueName: "name"))
    var roadsLayer: String?

    @Option(help: ArgumentHelp("How far a site may be from a road, in km.", valueName: "km"))
    var snap: Double = 5

    @Option(help: ArgumentHelp("What a kilometre of cable costs.", valueName: "money"))
    var costPerKm: Double?

    @Option(
        help: ArgumentHelp(
            "What it costs where a site's column laying, or a road's kind, says so; may be repeated.",
            valueName: "kind=money"))
    var classCost: [String] = []

    @Option(help: ArgumentHelp("How much longer a cable is than the straight line.", valueName: "factor"))
    var routeFactor: Double = 1.15

    @Option(help: ArgumentHelp("The longest cable between two places, in km.", valueName: "km"))
    var longestLink: Double = 50

    @Option(help: ArgumentHelp("To how many of its neighbours a place may be linked.", valueName: "n"))
    var neighbours: Int = 8

    @Option(help: ArgumentHelp("The most sites on a way from a source, the last one included.", valueName: "n"))
    var maxHops: Int?

    func validate() throws {
        guard links == nil || roads == nil else { throw ValidationError("Give --links or --roads, not both.") }
        guard links != nil || costPerKm != nil else {
            throw ValidationError("--cost-per-km is needed where --links does not say what links cost.")
        }
        for (value, option) in [(snap, "--snap"), (longestLink, "--longest-link"), (costPerKm ?? 0, "--cost-per-km")] {
            _ = try FiberMoneyOptions.amount(value, option)
        }
        guard (1...5).contains(routeFactor) else { throw ValidationError("--route-factor wants a number from 1 to 5.") }
        guard (1...64).contains(neighbours) else { throw ValidationError("--neighbours wants a number from 1 to 64.") }
        if let maxHops, maxHops < 1 { throw ValidationError("--max-hops wants a number from 1.") }
        _ = try laying()
    }

    /// - Throws: `ImportFailure`, `ExchangeFailure`.
    func input(
        _ sites: [PlanSite], costs: RolloutCosts, phases: [Double], maxHops: Int?, firstYear: Int?
    ) throws -> FiberInput {
        var input = FiberInput(
            draft: RolloutDraft(sites: sites, costs: costs, phases: phases, maxHops: maxHops, firstYear: firstYear))
        if let links {
            if Terminal.showsProgress { Terminal.progress("reading \(DisplayText.harmless(links))") }
            let content = try TableFile.read(links).content(LinkTableReader(places: sites))
            input.draft.add(content.values, costs: costs)
            return input
        }
        let unplaced = sites.filter { $0.point == nil }
        if !unplaced.isEmpty {
            input.notices.append("nobody knows where \(Self.some(unplaced.map(\.id))) is: no link leads there")
        }
        guard let roads else {
            input.draft.add(
                GeographicLinks(
                    neighbours: neighbours, longestKm: longestLink, routeFactor: routeFactor, cost: try laying()),
                costs: costs)
            return input
        }
        if Terminal.showsProgress { Terminal.progress("reading \(DisplayText.harmless(roads))") }
        let far = input.draft.add(
            roads: try RoadFile.read(roads, layer: roadsLayer), laying: try laying(), longestKm: longestLink,
            snapKm: snap, costs: costs)
        if !far.isEmpty {
            input.notices.append("no road is within \(snap) km of \(Self.some(far)): no link leads there")
        }
        return input
    }

    private func laying() throws -> LayingCost {
        var cost = LayingCost(perKm: costPerKm ?? 0)
        for pair in classCost {
            let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, let value = Double(parts[1]) else {
                throw ValidationError("--class-cost wants kind=money, such as mountain=5e6, not \"\(pair)\".")
            }
            cost.perKmByClass[parts[0].lowercased()] = try FiberMoneyOptions.amount(value, "--class-cost")
        }
        return cost
    }

    private static func some(_ ids: [String]) -> String {
        ids.prefix(5).joined(separator: ", ") + (ids.count > 5 ? " and \(ids.count - 5) more" : "")
    }
}

/// What a plan is made from, and what of it should be looked at.
struct FiberInput {
    var draft: RolloutDraft
    var notices: [String] = []
}
