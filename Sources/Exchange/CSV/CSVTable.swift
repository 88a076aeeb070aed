internal import FoundationEssentials

/// A delimited file with a header, its cells found by column name; faults are collected, up to a limit.
public struct CSVTable {
    struct Row {
        var line: Int
        fileprivate var cells: [String]
    }

    let file: String
    /// Column names as the header has them.
    let header: [String]
    let rows: [Row]
    /// Whether `1,5` is a number.
    let allowsDecimalComma: Bool
    private let indices: [String: Int]

    /// - Throws: `ImportFailure` for a file that cannot be read as a table.
    init(_ data: Data, file: String) throws {
        var reader = CSVReader(data)
        var problems: [ImportFailure.Problem] = []
        var rows: [Row] = []
        var header: CSVReader.Record?
        do {
            header = try reader.next()
            while let record = try reader.next() {
                if record.isBlank { continue }
                let expected = header?.cells.count ?? 0
                if record.cells.count != expected {
                    problems.append(
                        .init(
                            line: record.line,
                            message: "\(record.cells.count) cells where the header has \(expected) columns"))
                }
                guard rows.count < CSVReader.recordLimit else {
                    problems.append(.init(line: record.line, message: "more than \(CSVReader.recordLimit) records"))
                    break
                }
                if problems.count >= ImportFailure.problemLimit { break }
                rows.append(Row(line: record.line, cells: record.cells.map(Self.trimmed)))
            }
        } catch {
            problems.append(.init(line: error.line, column: error.column, message: error.message))
        }
        guard let header, !header.isBlank else {
            let empty = ImportFailure.Problem(line: 1, message: "no header with column names")
            throw ImportFailure(file: file, problems: problems.isEmpty ? [empty] : problems)
        }
        var indices: [String: Int] = [:]
        for (index, cell) in header.cells.enumerated() {
            let name = Self.trimmed(cell).lowercased()
            if name.isEmpty { continue }
            if problems.count >= ImportFailure.problemLimit { break }
            if indices.updateValue(index, forKey: name) != nil {
                problems.append(
                    .init(line: header.line, column: index + 1, columnName: name, message: "this column stands twice"))
            }
        }
        guard problems.isEmpty else { throw ImportFailure(file: file, problems: problems) }
        self.file = file
        self.header = header.cells.map(Self.trimmed)
        self.rows = rows
        self.indices = indices
        allowsDecimalComma = !reader.delimiterIsComma
    }

    public func hasColumn(_ name: String) -> Bool { indices[name] != nil }

    /// The column's position from 1.
    func position(of column: String) -> Int? { indices[column].map { $0 + 1 } }

    /// What stands in a column, nil where it is empty or the column is not there.
    func cell(_ row: Row, _ column: String) -> String? {
        guard let index = indices[column], !row.cells[index].isEmpty else { return nil }
        return row.cells[index]
    }

    private static func trimmed(_ text: String) -> String {
        var rest = Substring(text)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
