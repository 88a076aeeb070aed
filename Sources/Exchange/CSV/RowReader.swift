internal import FoundationEssentials

/// Reads one row's cells as values; a cell that does not fit becomes a problem that names it.
public struct RowReader {
    let table: CSVTable
    let row: CSVTable.Row
    private(set) var problems: [ImportFailure.Problem] = []

    init(table: CSVTable, row: CSVTable.Row) {
        self.table = table
        self.row = row
    }

    mutating func fault(_ column: String, _ message: String) {
        problems.append(
            .init(line: row.line, column: table.position(of: column), columnName: column, message: message))
    }

    /// - Parameter columns: names for the same thing; the first that the file has is read.
    func column(_ columns: [String]) -> String? { columns.first(where: table.hasColumn) }

    mutating func text(_ columns: [String], limitBytes: Int = 200) -> String? {
        guard let column = column(columns), let cell = table.cell(row, column) else { return nil }
        guard cell.utf8.count <= limitBytes else {
            fault(column, "longer than \(limitBytes) bytes")
            return nil
        }
        guard !cell.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            fault(column, "holds a line break or another control character")
            return nil
        }
        return cell
    }

    mutating func requiredText(_ columns: [String]) -> String? {
        let before = problems.count
        let value = text(columns)
        if value == nil, problems.count == before, let column = column(columns) { fault(column, "is empty") }
        return value
    }

    mutating func number(_ columns: [String], in range: ClosedRange<Double>, unit: String) -> Double? {
        guard let column = column(columns), let cell = table.cell(row, column) else { return nil }
        let plain = table.allowsDecimalComma ? cell.replacing(",", with: ".") : cell
        // Only plain decimals: `Double` would also read "nan", "0x1p3" and "1e5".
        guard plain.utf8.allSatisfy({ "0123456789.-".utf8.contains($0) }), let value = Double(plain),
            range.contains(value)
        else {
            let bounds = "from \(Int(range.lowerBound)) to \(Int(range.upperBound))"
            fault(column, "\"\(Self.excerpt(cell))\" is not a number of \(unit) \(bounds)")
            return nil
        }
        return value
    }

    mutating func count(_ columns: [String], upTo limit: Int) -> Int? {
        guard let column = column(columns), let cell = table.cell(row, column) else { return nil }
        guard cell.utf8.allSatisfy({ "0123456789".utf8.contains($0) }), let value = Int(cell), value <= limit else {
            fault(column, "\"\(Self.excerpt(cell))\" is not a whole number from 0 to \(limit)")
            return nil
        }
        return value
    }

    /// - Parameter words: what may stand there, in lower case, and what it means.
    mutating func word<Value>(_ columns: [String], _ words: [(String, Value)]) -> Value? {
        guard let column = column(columns), let cell = table.cell(row, column) else { return nil }
        guard let match = words.first(where: { $0.0 == cell.lowercased() }) else {
            fault(column, "\"\(Self.excerpt(cell))\" is not one of \(words.map(\.0).joined(separator: ", "))")
            return nil
        }
        return match.1
    }

    /// A cell as far as a message should repeat it.
    static func excerpt(_ cell: String) -> String { cell.count > 40 ? cell.prefix(40) + "…" : cell }
}
