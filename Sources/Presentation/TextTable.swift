/// A table in plain text: headings, a column per line, numbers right-aligned, cut to the terminal's width.
public enum TextTable {
    /// - Parameter width: the terminal's columns; nil writes every cell whole, as for a pipe.
    /// - Returns: lines without trailing spaces, each with its line feed.
    public static func render<Row>(_ rows: [Row], columns: [Column<Row>], width: Int? = nil) -> String {
        let cells = rows.map { row in columns.map { $0.cell(row) } }
        let texts = cells.map { $0.map { $0 == .missing ? "-" : DisplayText.harmless($0.plain) } }
        var widths = columns.indices.map { column in
            texts.map { DisplayText.width(of: $0[column]) }
                .reduce(DisplayText.width(of: columns[column].title), max)
        }
        if let width { shrink(&widths, to: width, titles: columns.map(\.title)) }
        let rightAligned = columns.indices.map { column in cells.contains { $0[column].isNumeric } }

        func line(_ texts: [String]) -> String {
            let parts = texts.indices.map { column in
                let shown = DisplayText.fitted(texts[column], columns: widths[column])
                let padding = String(repeating: " ", count: max(0, widths[column] - DisplayText.width(of: shown)))
                return rightAligned[column] ? padding + shown : shown + padding
            }
            var line = parts.joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line + "\n"
        }
        return line(columns.map(\.title)) + texts.map(line).joined()
    }

    /// Takes from the widest column until the line fits; never below its heading or six columns.
    private static func shrink(_ widths: inout [Int], to width: Int, titles: [String]) {
        let floors = titles.map { max(6, DisplayText.width(of: $0)) }
        var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - width
        while excess > 0 {
            let candidates = widths.indices.filter { widths[$0] > floors[$0] }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
            excess -= 1
        }
    }
}
