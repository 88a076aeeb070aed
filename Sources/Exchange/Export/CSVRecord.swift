internal import ExchangeRows

/// A record of comma-separated values (RFC 4180) that a spreadsheet opens without running it.
enum CSVRecord {
    static func text(_ cells: [TableCell]) -> String {
        cells.map { field($0.plain ?? "", isText: $0.isText) }.joined(separator: ",") + "\r\n"
    }

    private static func field(_ content: String, isText: Bool) -> String {
        var text = content
        // A text that begins as a formula is given an apostrophe, which imports take off; a number may be below zero.
        if isText, CellText.isFormula(text), Double(text) == nil { text = "'" + text }
        guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

extension TableCell {
    fileprivate var isText: Bool {
        if case .text = self { return true }
        return false
    }
}
