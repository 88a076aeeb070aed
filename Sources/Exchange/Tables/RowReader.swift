/// Reads one row's cells as values; a cell that does not fit becomes a problem that names it.
public struct RowReader {
    public let table: TableSource
    public let row: TableSource.Row
    /// What hinders the import.
    public private(set) var problems: [ImportFailure.Problem] = []
    /// What does not, and should be looked at.
    public private(set) var warnings: [ImportFailure.Problem] = []

    public init(table: TableSource, row: TableSource.Row) {
        self.table = table
        self.row = row
    }

    public mutating func fault(_ column: String, _ message: String) { problems.append(problem(column, message)) }

    public mutating func warn(_ column: String, _ message: String) { warnings.append(problem(column, message)) }

    private func problem(_ column: String, _ message: String) -> ImportFailure.Problem {
        .init(
            row.place, column: table.position(of: column), columnName: table.shownName(of: column), message: message)
    }

    /// - Parameter columns: names for the same thing; the first that the file has is read.
    public func column(_ columns: [String]) -> String? { columns.first(where: table.hasColumn) }

    /// What stands there as it is, nil where nothing does.
    public func raw(_ columns: [String]) -> String? { column(columns).flatMap { table.cell(row, $0) } }

    /// Text that begins as a formula does is text, with a warning.
    public mutating func text(_ columns: [String], limitBytes: Int = 200) -> String? {
        guard let column = column(columns), let stored = table.cell(row, column) else { return nil }
        let cell = CellText.unescaped(stored)
        guard cell.utf8.count <= limitBytes else {
            fault(column, "longer than \(limitBytes) bytes")
            return nil
        }
        guard !cell.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            fault(column, "holds a line break or another control character")
            return nil
        }
        if CellText.isFormula(cell) {
            warn(column, "\"\(Self.excerpt(cell))\" begins as a formula does; it is taken as text and never run")
        }
        return cell
    }

    public mutating func requiredText(_ columns: [String]) -> String? {
        let before = problems.count
        let value = text(columns)
        if value == nil, problems.count == before, let column = column(columns) { fault(column, "is empty") }
        return value
    }

    public mutating func number(_ columns: [String], in range: ClosedRange<Double>, unit: String) -> Double? {
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

    public mutating func count(_ columns: [String], upTo limit: Int) -> Int? {
        guard let column = column(columns), let cell = table.cell(row, column) else { return nil }
        guard cell.utf8.allSatisfy({ "0123456789".utf8.contains($0) }), let value = Int(cell), value <= limit else {
            fault(column, "\"\(Self.excerpt(cell))\" is not a whole number from 0 to \(limit)")
            return nil
        }
        return value
    }

    /// - Parameter words: what may stand there, in lower case, and what it means.
    public mutating func word<Value>(_ columns: [String], _ words: [(String, Value)]) -> Value? {
        guard let column = column(columns), let cell = table.cell(row, column) else { return nil }
        guard let match = words.first(where: { $0.0 == cell.lowercased() }) else {
            fault(column, "\"\(Self.excerpt(cell))\" is not one of \(words.map(\.0).joined(separator: ", "))")
            return nil
        }
        return match.1
    }

    /// A cell as far as a message should repeat it.
    static func excerpt(_ cell: String) -> String { CellText.excerpt(cell) }
}
