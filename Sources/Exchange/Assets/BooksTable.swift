internal import FoundationEssentials
internal import Reports

/// What makes a value of one row of a list of schools' belongings, or says what hinders.
protocol BooksReader: Sendable {
    associatedtype Value: Sendable

    /// The columns that are read, in lower case.
    var columns: Set<String> { get }

    /// What the table must have and has not, a sentence each.
    func missing(in table: CSVTable) -> [String]

    func value(_ reader: inout RowReader) -> Value?
}

/// What a file held.
public struct BooksContent<Value: Sendable>: Sendable {
    public var values: [Value]
    /// Columns that were not read.
    public var ignoredColumns: [String]
}

extension BooksReader {
    /// - Parameter file: its name, for messages.
    /// - Throws: `ImportFailure`, with up to `ImportFailure.problemLimit` problems; then nothing is to be imported.
    func content(of data: Data, file: String) throws -> BooksContent<Value> {
        let table = try CSVTable(data, file: file)
        let missing = missing(in: table)
        guard missing.isEmpty else {
            throw ImportFailure(file: file, problems: missing.map { .init(line: 1, message: $0) })
        }
        var values: [Value] = []
        var problems: [ImportFailure.Problem] = []
        for row in table.rows {
            var reader = RowReader(table: table, row: row)
            let value = value(&reader)
            problems += reader.problems
            if problems.count >= ImportFailure.problemLimit { break }
            if let value { values.append(value) }
        }
        guard problems.isEmpty else {
            throw ImportFailure(file: file, problems: Array(problems.prefix(ImportFailure.problemLimit)))
        }
        return BooksContent(
            values: values, ignoredColumns: table.header.filter { !$0.isEmpty && !columns.contains($0.lowercased()) })
    }
}

extension RowReader {
    /// A civil day, written `2026-09-01` or, as accountants write it, `01.09.2026`.
    mutating func day(_ columns: [String]) -> String? {
        guard let cell = text(columns) else { return nil }
        let parts = cell.split(separator: ".", omittingEmptySubsequences: false)
        let turned = parts.count == 3 ? "\(parts[2])-\(parts[1])-\(parts[0])" : cell
        guard let day = CivilDate(turned) else {
            fault(column(columns) ?? columns[0], "\"\(Self.excerpt(cell))\" is not a day such as 2026-09-01")
            return nil
        }
        return day.description
    }

    /// What no cell says, nil where one does or is wrong.
    mutating func missing(_ columns: [String], _ message: String) {
        fault(column(columns) ?? columns[0], message)
    }
}
