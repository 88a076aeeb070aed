/// Comma-separated values (RFC 4180) that a spreadsheet opens without running them.
public enum CSVText {
    /// A header of the columns' keys, then a record per row; lines end in CRLF as the RFC says.
    public static func render<Row>(_ rows: [Row], columns: [Column<Row>]) -> String {
        let header = record(columns.flatMap(\.record).map { .text($0.key) })
        return header + rows.map { row in record(columns.flatMap(\.record).map { $0.cell(row) }) }.joined()
    }

    public static func record(_ cells: [Cell]) -> String {
        cells.map(field).joined(separator: ",") + "\r\n"
    }

    static func field(_ cell: Cell) -> String {
        guard case .text(var text) = cell else { return cell.plain }
        // A cell that starts like a formula is shown as text (OWASP, "CSV injection").
        if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) { text = "'" + text }
        guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
