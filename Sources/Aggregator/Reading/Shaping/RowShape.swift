public import Presentation
public import Store

/// What is made of a list's rows before they are written: groups, order, some of the columns, the first few.
public struct RowShape: Sendable, Equatable {
    public var sort: [RowSort]
    /// Nil for those that the format has room for.
    public var columns: [String]?
    public var grouping: RowGrouping?
    /// Of the rows that are written, after sorting and grouping.
    public var limit: Int?
    public var format: QueryFormat

    public init(
        sort: [RowSort] = [], columns: [String]? = nil, grouping: RowGrouping? = nil, limit: Int? = nil,
        format: QueryFormat = .table
    ) {
        self.sort = sort
        self.columns = columns
        self.grouping = grouping
        self.limit = limit
        self.format = format
    }

    /// Whether rows are put where their schools lie.
    public var needsPlaces: Bool { format == .geojson || grouping == .area || grouping == .district }

    /// Before anything is read: whether the list has what is asked for.
    /// - Throws: `RowShapeFailure`.
    public func check<Row>(_ list: RowList<Row>) throws {
        _ = try text([], of: list, places: [:], width: nil, language: .en)
    }

    /// - Parameters:
    ///   - places: where schools lie, by their ids; needed where `needsPlaces` says so.
    ///   - width: of a terminal, for a table.
    ///   - language: of a table's headings.
    /// - Throws: `RowShapeFailure`.
    public func text<Row>(
        _ rows: [Row], of list: RowList<Row>, places: [String: PlaceRow], width: Int?, language: Language
    ) throws -> String {
        let sheet = RowSheet(rows: rows, columns: list.columns, details: list.details, name: list.name)
        guard let grouping else {
            guard format != .geojson || list.isMapped else { throw RowShapeFailure.notMapped(list: list.name) }
            return try sheet.text(self, width: width, language: language) { places[list.school($0)] }
        }
        guard format != .geojson else { throw RowShapeFailure.mappedGroups }
        let groups = try sheet.grouped(by: grouping, school: list.school, places: places)
        return try RowSheet(rows: groups.rows, columns: groups.columns, details: groups.details, name: list.name)
            .text(self, width: width, language: language) { _ in nil }
    }

    /// The same of rows that are no `RowList`: they have columns, and no place.
    /// - Throws: `RowShapeFailure`.
    public func text<Row: Encodable & Sendable>(
        _ rows: [Row], columns: [Column<Row>], details: [Column<Row>], width: Int?, language: Language
    ) throws -> String {
        let sheet = RowSheet(rows: rows, columns: columns, details: details, name: "this list")
        guard format != .geojson else { throw RowShapeFailure.notMapped(list: sheet.name) }
        guard let grouping else { return try sheet.text(self, width: width, language: language) { _ in nil } }
        let groups = try sheet.grouped(by: grouping, school: nil, places: [:])
        return try RowSheet(rows: groups.rows, columns: groups.columns, details: groups.details, name: sheet.name)
            .text(self, width: width, language: language) { _ in nil }
    }
}
