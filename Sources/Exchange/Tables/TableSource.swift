/// A file's rows below a header, whatever its format; cells are found by column name, and every row knows its place.
///
/// Column names are compared in lower case. Faults are collected, up to `ImportFailure.problemLimit`.
public struct TableSource: Sendable {
    /// The most rows of a file.
    public static let rowLimit = 200_000

    public struct Row: Sendable {
        public let place: TablePlace
        fileprivate let cells: [String]

        /// - Parameter cells: as many as the header has names.
        init(_ place: TablePlace, cells: [String]) {
            self.place = place
            self.cells = cells
        }

        /// The number of its line, row or feature.
        public var line: Int { place.number }
    }

    public let file: String
    /// Column names as the file has them.
    public let header: [String]
    /// Where the header stands.
    public let headerPlace: TablePlace
    public let rows: [Row]
    /// Whether `1,5` is a number.
    let allowsDecimalComma: Bool
    /// What was made of the file as a whole, such as an encoding that it does not name.
    public let warnings: [ImportFailure.Problem]
    private let indices: [String: Int]

    /// - Parameters:
    ///   - map: the file's names for columns of ours.
    ///   - problems: what is wrong already.
    /// - Throws: `ImportFailure` for these, a column that stands twice, and a mapped one that is not there.
    init(
        file: String, header: [String], at headerPlace: TablePlace, rows: [Row], allowsDecimalComma: Bool,
        map: ColumnMap = .none, warnings: [ImportFailure.Problem] = [], problems: [ImportFailure.Problem] = []
    ) throws {
        var problems = problems
        var indices: [String: Int] = [:]
        var unmet = map.names
        for (index, cell) in header.enumerated() {
            let theirs = cell.lowercased()
            if theirs.isEmpty { continue }
            if problems.count >= ImportFailure.problemLimit { break }
            let name = unmet.removeValue(forKey: theirs) ?? theirs
            if indices.updateValue(index, forKey: name) != nil {
                problems.append(
                    .init(headerPlace, column: index + 1, columnName: name, message: "this column stands twice"))
            }
        }
        for theirs in unmet.keys.sorted() where problems.count < ImportFailure.problemLimit {
            let names = header.filter { !$0.isEmpty }.prefix(40).map(CellText.excerpt).joined(separator: ", ")
            problems.append(.init(headerPlace, message: "--map names a column \"\(theirs)\"; the file has \(names)"))
        }
        guard problems.isEmpty else { throw ImportFailure(file: file, problems: problems) }
        self.file = file
        self.header = header
        self.headerPlace = headerPlace
        self.rows = rows
        self.allowsDecimalComma = allowsDecimalComma
        self.warnings = warnings
        self.indices = indices
    }

    /// - Parameter name: in lower case.
    public func hasColumn(_ name: String) -> Bool { indices[name] != nil }

    /// The column's position from 1.
    func position(of column: String) -> Int? { indices[column].map { $0 + 1 } }

    /// What a message calls a column: the file's own name where another is mapped to it.
    func shownName(of column: String) -> String {
        guard let index = indices[column], header[index].lowercased() != column else { return column }
        return header[index]
    }

    /// What stands in a column, nil where it is empty or the column is not there.
    func cell(_ row: Row, _ column: String) -> String? {
        guard let index = indices[column], !row.cells[index].isEmpty else { return nil }
        return row.cells[index]
    }

    /// Names of columns, as the file has them, that `known` does not hold.
    func columns(besides known: Set<String>) -> [String] {
        indices.filter { !known.contains($0.key) }.map(\.value).sorted().map { header[$0] }
    }
}
