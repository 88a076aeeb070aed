internal import FoundationEssentials

/// What a table held, row by row as values, and the columns that nobody read.
public struct RowsFile<Value: Sendable>: Sendable {
    public var values: [Value]
    public var ignoredColumns: [String]

    /// Reads every row of a table.
    /// - Parameters:
    ///   - required: for each thing that must stand in a column, the names it may have.
    ///   - known: all columns that are read.
    ///   - read: one row as a value, nil with its problems told to the reader.
    /// - Throws: `ImportFailure`, with up to `ImportFailure.problemLimit` problems; then nothing is to be imported.
    init(
        _ data: Data, file: String, required: [[String]], known: [String], read: (inout RowReader) -> Value?
    ) throws {
        let table = try CSVTable(data, file: file)
        let missing = required.filter { !$0.contains(where: table.hasColumn) }
        guard missing.isEmpty else {
            throw ImportFailure(
                file: file,
                problems: missing.map { names in
                    .init(line: 1, message: "no column \(names.map { "\"\($0)\"" }.joined(separator: " or "))")
                })
        }
        var problems: [ImportFailure.Problem] = []
        values = []
        for row in table.rows {
            var reader = RowReader(table: table, row: row)
            if let value = read(&reader), reader.problems.isEmpty { values.append(value) }
            problems += reader.problems
            if problems.count >= ImportFailure.problemLimit { break }
        }
        guard problems.isEmpty else {
            throw ImportFailure(file: file, problems: Array(problems.prefix(ImportFailure.problemLimit)))
        }
        ignoredColumns = table.header.filter { !$0.isEmpty && !known.contains($0.lowercased()) }
    }
}

extension RowReader {
    /// A civil day, `yyyy-mm-dd`.
    mutating func day(_ columns: [String]) -> String? {
        guard let text = text(columns) else { return nil }
        guard Self.isDay(text) else {
            fault(column(columns) ?? columns[0], "\"\(Self.excerpt(text))\" is not a day such as 2026-09-01")
            return nil
        }
        return text
    }

    mutating func requiredDay(_ columns: [String]) -> String? {
        let before = problems.count
        let value = day(columns)
        if value == nil, problems.count == before, let column = column(columns) { fault(column, "is empty") }
        return value
    }
}
