/// What stands in a cell, as text.
enum CellText {
    /// Without the white space around it.
    static func trimmed(_ text: String) -> String {
        var rest = Substring(text)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    /// Whether a spreadsheet would run it (OWASP, "CSV injection").
    static func isFormula(_ text: String) -> Bool {
        text.unicodeScalars.first.map { "=+-@".unicodeScalars.contains($0) } ?? false
    }

    /// Without the apostrophe by which CSV writers, ours among them, keep a spreadsheet from running a cell.
    static func unescaped(_ text: String) -> String {
        guard text.hasPrefix("'"), isFormula(String(text.dropFirst())) else { return text }
        return String(text.dropFirst())
    }

    /// A cell as far as a message should repeat it.
    static func excerpt(_ cell: String) -> String { cell.count > 40 ? cell.prefix(40) + "…" : cell }
}
