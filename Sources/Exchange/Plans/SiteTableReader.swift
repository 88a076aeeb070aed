public import Planning

/// Reads the places of a rollout plan: `site_id, name, lat, lon, weight, is_source, kind, must_connect, excluded,
/// committed_by, committed_year, settlement_fiber, power, laying, served_cost, served_yearly, source_cost, last_mile_cost`
/// and, for every technology, `NAME_cost, NAME_yearly, NAME_worth`; of these only the first must be there.
public struct SiteTableReader: TableReader {
    private static let id = ["site_id", "id", "school_id", "poi_id", "school_id_govt"]
    private static let isSource = ["is_source", "is_connected"]
    private static let point = ["latitude", "lat", "longitude", "lon", "lng"]
    private static let others = [
        "kind", "must_connect", "excluded", "committed_by", "committed_year", "settlement_fiber", "power",
        "has_electricity", "laying", "served_cost", "served_yearly", "source_cost", "last_mile_cost", "name",
        "school_name",
    ]
    private static let costEnding = "_cost"
    /// Columns of costs that are no technology's.
    private static let ownCosts: Set = ["served", "source", "last_mile"]

    /// The column that holds what a place is worth.
    private let weight: String
    /// Whether every place must have a point.
    private let needsPoints: Bool
    /// By the names of their columns of costs.
    private let technologies: [String]

    /// - Parameters:
    ///   - weight: in lower case; where the file has no such column every place is worth 1.
    ///   - table: whose columns name the technologies.
    public init(weight: String = "weight", needsPoints: Bool, table: TableSource) {
        self.weight = weight
        self.needsPoints = needsPoints
        technologies = table.header.map { $0.lowercased() }
            .filter { $0.hasSuffix(Self.costEnding) }.map { String($0.dropLast(Self.costEnding.count)) }
            .filter { !$0.isEmpty && !Self.ownCosts.contains($0) }
    }

    public var columns: Set<String> {
        Set(Self.id + Self.isSource + Self.point + Self.others + [weight])
            .union(technologies.flatMap { ["\($0)_cost", "\($0)_yearly", "\($0)_worth"] })
    }

    public func missing(in table: TableSource) -> [String] {
        var missing = table.missing([Self.id])
        if needsPoints {
            missing += table.missing([["latitude", "lat"], ["longitude", "lon", "lng"]])
        }
        if weight != "weight" { missing += table.missing([[weight]]) }
        return missing
    }

    public func identity(of site: PlanSite) -> TableIdentity? { TableIdentity("site", site.id, columns: Self.id) }

    public func value(_ reader: inout RowReader) -> PlanSite? {
        let id = reader.requiredText(Self.id)
        let point = reader.point()
        if needsPoints, point == nil, reader.problems.isEmpty { reader.missing(["latitude", "lat"], "is empty") }
        var site = PlanSite(id: id ?? "", name: reader.text(["name", "school_name"]), point: point)
        site.weight = weight(&reader)
        site.isSource = reader.yesNo(Self.isSource) ?? false
        site.isNode = reader.word(["kind"], [("site", false), ("node", true), ("junction", true)]) ?? false
        site.mustConnect = reader.yesNo(["must_connect"]) ?? false
        site.excluded = excluded(&reader)
        site.committedBy = reader.text(["committed_by"])
        site.committedYear = reader.count(["committed_year"], upTo: 2_200)
        site.settlementFiber = reader.yesNo(["settlement_fiber"]) ?? false
        site.hasPower = reader.yesNo(["power", "has_electricity"])
        site.laying = reader.text(["laying"])?.lowercased()
        site.costs = SiteCosts(
            served: reader.amount(["served_cost"], of: "money"),
            servedYearly: reader.amount(["served_yearly"], of: "money"),
            source: reader.amount(["source_cost"], of: "money"),
            lastMile: reader.amount(["last_mile_cost"], of: "money"))
        for name in technologies {
            guard let capital = reader.amount(["\(name)_cost"], of: "money") else { continue }
            site.offers[name] = TechnologyOffer(
                capital: capital, yearly: reader.amount(["\(name)_yearly"], of: "money") ?? 0,
                worth: reader.amount(["\(name)_worth"], of: "a share, 1 as good as fiber", upTo: 1) ?? 1)
        }
        if site.isNode, site.mustConnect { reader.fault("must_connect", "is for sites; at a node nobody is served") }
        return reader.problems.isEmpty ? site : nil
    }

    private func weight(_ reader: inout RowReader) -> Double {
        guard reader.column([weight]) != nil else { return 1 }
        // An empty cell is nothing known, and worth nothing.
        return reader.amount([weight], of: "weight") ?? 0
    }

    /// `satellite; fiber`.
    private func excluded(_ reader: inout RowReader) -> Set<String> {
        guard let text = reader.text(["excluded"], limitBytes: 1_000) else { return [] }
        let names = text.lowercased().split { $0 == ";" || $0 == "," }.map { CellText.trimmed(String($0)) }
        return Set(names.filter { !$0.isEmpty })
    }
}
