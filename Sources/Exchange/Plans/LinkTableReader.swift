public import Planning

/// Reads links between places: `from, to, cost`, and where they are known `length_km` and `contracted`.
///
/// A link is for both directions; two places may have several.
public struct LinkTableReader: TableReader {
    private static let from = ["from", "from_id", "source"]
    private static let to = ["to", "to_id", "target"]
    private static let lengthLimitKm = 20_100.0

    /// Positions of places, by id.
    private let places: [String: Int]

    public init(places: [PlanSite]) {
        self.places = Dictionary(places.enumerated().map { ($1.id, $0) }) { first, _ in first }
    }

    public var columns: Set<String> { Set(Self.from + Self.to + ["cost", "length_km", "contracted"]) }

    public func missing(in table: TableSource) -> [String] { table.missing([Self.from, Self.to, ["cost"]]) }

    public func value(_ reader: inout RowReader) -> PlanLink? {
        let from = end(&reader, Self.from)
        let to = end(&reader, Self.to)
        let cost = reader.requiredAmount(["cost"], of: "money")
        let length = reader.amount(["length_km"], of: "km", upTo: Self.lengthLimitKm)
        let isContracted = reader.yesNo(["contracted"]) ?? false
        if let from, from == to { reader.fault(reader.column(Self.to) ?? "to", "joins a place to itself") }
        guard reader.problems.isEmpty, let from, let to, let cost else { return nil }
        return PlanLink(from: from, to: to, cost: cost, lengthKm: length, isContracted: isContracted)
    }

    private func end(_ reader: inout RowReader, _ columns: [String]) -> Int? {
        guard let id = reader.requiredText(columns) else { return nil }
        if let place = places[id] { return place }
        reader.fault(
            reader.column(columns) ?? columns[0], "there is no place \"\(CellText.excerpt(id))\" among the sites")
        return nil
    }
}
