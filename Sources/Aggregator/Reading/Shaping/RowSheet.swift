internal import FoundationEssentials
internal import Presentation
internal import Reports
internal import Store

/// Rows with the columns they can be shown in.
struct RowSheet<Row: Encodable & Sendable> {
    var rows: [Row]
    var columns: [Column<Row>]
    var details: [Column<Row>]
    /// What the list is called.
    var name: String

    private var all: [Column<Row>] { columns + details }

    /// The rows of a shape as they are written.
    /// - Throws: `RowShapeFailure.unknownColumn`, `.doubledColumn`.
    func text(
        _ shape: RowShape, width: Int?, language: Language, place: (Row) -> PlaceRow?
    ) throws -> String {
        let keys = try shape.sort.map { sort in
            (cell: try cell(of: sort.column, option: "--sort"), isDescending: sort.isDescending)
        }
        let picked = try shape.columns.map { try chosen($0) }
        let sorted = keys.isEmpty ? rows : RowSort.sorted(rows, by: keys)
        let shown = shape.limit.map { Array(sorted.prefix($0)) } ?? sorted
        switch shape.format {
        case .table:
            return TextTable.render(shown, columns: picked ?? columns, width: width, language: language.heading)
        case .csv: return CSVText.render(shown, columns: picked ?? all)
        case .json:
            guard let keys = shape.columns else { return try Self.text(ReportCoder.encode(shown, pretty: true)) }
            return try Self.text(ReportCoder.encode(JSONValue.objects(shown, keys: keys), pretty: true))
        case .geojson:
            return try Self.text(
                GeoJSONText.render(JSONValue.objects(shown, keys: shape.columns), places: shown.map(place)))
        }
    }

    private static func text(_ data: Data) -> String { String(decoding: data, as: UTF8.self) + "\n" }

    /// - Parameters:
    ///   - school: of a row, by its id; nil for rows that are about none.
    ///   - places: where schools lie, by their ids.
    /// - Throws: `RowShapeFailure.notGrouped`.
    func grouped(
        by grouping: RowGrouping, school: ((Row) -> String)?, places: [String: PlaceRow]
    ) throws -> GroupedRows {
        func joined(_ heads: [(Heading, String)], _ name: (Row) -> [Cell]) -> GroupedRows {
            GroupedRows(
                rows, columns: columns, details: details, heads: heads.map { (heading: $0.0, key: $0.1) }, name: name)
        }
        switch (grouping, school) {
        case (.school, let school?):
            let named = all.first { ["school_name", "name"].contains($0.record[0].key) }
            let heads = [(Heading.school, "school")] + (named == nil ? [] : [(Heading.schoolName, "school_name")])
            return joined(heads) { row in [.text(school(row))] + (named.map { [$0.record[0].cell(row)] } ?? []) }
        case (.area, let school?):
            return joined([(Heading.area, "area")]) { row in
                let area = places[school(row)]?.area
                return [.text(area.map { AreaPath(country: $0.country, region: $0.region).text })]
            }
        case (.district, let school?):
            return joined([(Heading.area, "area")]) { row in [.text(places[school(row)]?.area.text)] }
        default:
            guard let column = column(of: grouping) else {
                let known = RowGrouping.allCases.filter { $0.isOfPlaces ? school != nil : column(of: $0) != nil }
                throw RowShapeFailure.notGrouped(by: grouping, list: name, known: known)
            }
            return joined([(column.heading, grouping.rawValue)]) { [column.record[0].cell($0)] }
        }
    }

    private func column(of grouping: RowGrouping) -> Column<Row>? {
        grouping.isOfPlaces ? nil : all.first { $0.record[0].key == grouping.rawValue }
    }

    /// - Throws: `RowShapeFailure.unknownColumn`.
    private func cell(of key: String, option: String) throws -> @Sendable (Row) -> Cell {
        for column in all {
            if let record = column.record.first(where: { $0.key == key }) { return record.cell }
        }
        throw unknown(key, option)
    }

    /// In the order asked for; a column that joins several keys in a table shows only what was asked for.
    private func chosen(_ keys: [String]) throws -> [Column<Row>] {
        var taken = Set<String>()
        return try keys.map { key in
            guard taken.insert(key).inserted else { throw RowShapeFailure.doubledColumn(key) }
            guard let column = all.first(where: { $0.record.contains { $0.key == key } }) else {
                throw unknown(key, "--columns")
            }
            if column.record.count == 1 { return column }
            let cell = try self.cell(of: key, option: "--columns")
            return column.record[0].key == key
                ? Column(column.heading, record: [(key, cell)], cell: column.cell)
                : Column(Heading.byKey[key] ?? Heading(stringLiteral: key), key: key, cell: cell)
        }
    }

    private func unknown(_ key: String, _ option: String) -> RowShapeFailure {
        .unknownColumn(key, option: option, list: name, known: all.flatMap(\.record).map(\.key))
    }
}
