internal import Reports
public import Store

/// Reads counted lists: `school, day, inventory_number, category, room, count, document`. A row names a thing by its number,
/// or counts a category; without `count` a number was found. School and day may be said for the whole file instead.
public struct StocktakeTableReader: BooksReader {
    struct Value: Sendable {
        var school: String
        var day: String
        var document: String?
        var item: Stocktake.Item
    }

    private static let school = ["school", "school_id", "school_id_govt"]
    private static let countLimit = 100_000

    /// For rows that name none.
    private let wholeSchool: String?
    private let wholeDay: String?

    public init(school: String? = nil, day: String? = nil) {
        wholeSchool = school
        wholeDay = day
    }

    var columns: Set<String> {
        Set(Self.school + ["day", "inventory_number", "category", "room", "count", "document"])
    }

    /// One list for each school and day, in the order of the file.
    /// - Throws: `ImportFailure`.
    public func stocktakes(in table: TableSource) throws -> TableContent<Stocktake> {
        let content = try content(of: table)
        var order: [String] = []
        var lists: [String: Stocktake] = [:]
        for row in content.values {
            let empty = Stocktake(school: row.school, day: row.day, items: [])
            if lists[empty.name] == nil { order.append(empty.name) }
            lists[empty.name, default: empty].items.append(row.item)
            if lists[empty.name]?.document == nil { lists[empty.name]?.document = row.document }
        }
        return content.replacing(order.compactMap { lists[$0] })
    }

    func missing(in table: TableSource) -> [String] {
        var missing: [String] = []
        if wholeSchool == nil, !Self.school.contains(where: table.hasColumn) {
            missing.append("no column \"school\"; add it, or give --school")
        }
        if wholeDay == nil, !table.hasColumn("day") { missing.append("no column \"day\"; add it, or give --day") }
        if !table.hasColumn("inventory_number"), !table.hasColumn("category") {
            missing.append("no column \"inventory_number\" or \"category\"")
        }
        return missing
    }

    func value(_ reader: inout RowReader) -> Value? {
        let school = wholeSchool == nil ? reader.requiredText(Self.school) : reader.text(Self.school) ?? wholeSchool
        let day = reader.day(["day"])?.description ?? wholeDay
        if day == nil, reader.problems.isEmpty { reader.missing(["day"], "is empty") }
        let number = reader.text(["inventory_number"])
        let category = reader.word(["category"], StockCategory.allCases.map { ($0.rawValue, $0) })
        let count = reader.count(["count"], upTo: number == nil ? Self.countLimit : 1)
        if number == nil, category == nil, reader.problems.isEmpty {
            reader.missing(["inventory_number", "category"], "a row names an inventory number or counts a category")
        }
        if number == nil, count == nil, reader.problems.isEmpty {
            reader.missing(["count"], "is empty, and the row names no inventory number")
        }
        let item = Stocktake.Item(
            inventoryNumber: number, category: category, room: reader.text(["room"]), count: count ?? 1)
        let document = reader.text(["document"])
        guard reader.problems.isEmpty, let school, let day else { return nil }
        return Value(school: school, day: day, document: document, item: item)
    }
}
