/// A table in plain text: headings, a column per line, numbers right-aligned, cut to the terminal's width; sentences go over
/// several lines instead.
public enum TextTable {
    /// How wide a column of sentences is at most: longer lines nobody reads.
    static let proseColumns = 72

    /// - Parameters:
    ///   - width: the terminal's columns; nil writes every cell whole, as for a pipe.
    ///   - language: of the headings.
    /// - Returns: lines without trailing spaces, each with its line feed.
    public static func render<Row>(
        _ rows: [Row], columns: [Column<Row>], width: Int? = nil, language: KeyPath<Heading, String> = \.en
    ) -> String {
        let columns = columns.filter { column in
            !column.isOptional || rows.isEmpty || rows.contains { column.cell($0) != .missing }
        }
        let headings = columns.map { $0.heading[keyPath: language] }
        let cells = rows.map { row in columns.map { $0.cell(row) } }
        let texts = cells.map { $0.map { $0 == .missing ? "-" : DisplayText.harmless($0.shown) } }
        let contents = columns.indices.map { column in
            let widest = texts.reduce(0) { max($0, DisplayText.width(of: $1[column])) }
            return columns[column].isProse ? min(widest, proseColumns) : widest
        }
        let widths = fitted(headings, contents: contents, within: width)
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
        let lines = zip(headings, widths).map { DisplayText.wrapped($0, columns: $1) }
        let tallest = lines.map(\.count).max() ?? 0
        // Short headings stand at the bottom, above what they head.
        let head = (0..<tallest).map { row in
            line(lines.map { $0.count >= tallest - row ? $0[$0.count - tallest + row] : "" })
        }
        func told(_ row: [String]) -> String {
            let cells = row.indices.map { column in
                columns[column].isProse ? DisplayText.wrapped(row[column], columns: widths[column]) : [row[column]]
            }
            return (0..<(cells.map(\.count).max() ?? 0)).map { place in
                line(cells.map { place < $0.count ? $0[place] : "" })
            }.joined()
        }
        return head.joined() + texts.map(told).joined()
    }

    /// Where the terminal is too narrow, headings go over several lines first, then the widest column is cut until the line
    /// fits; never below a heading's longest word or six columns.
    private static func fitted(_ headings: [String], contents: [Int], within width: Int?) -> [Int] {
        var widths = zip(headings, contents).map { max(DisplayText.width(of: $0), $1) }
        guard let width else { return widths }
        let words = headings.map { heading in
            heading.split(separator: " ").map { DisplayText.width(of: String($0)) }.max() ?? 0
        }
        var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - width
        for floors in [zip(words, contents).map { max($0, $1) }, words.map { max(6, $0) }] {
            while excess > 0 {
                let candidates = widths.indices.filter { widths[$0] > floors[$0] }
                guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
                widths[widest] -= 1
                excess -= 1
            }
        }
        return widths
    }
}
