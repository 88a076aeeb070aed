/// Where a row of a table stands in its file, in the words of whoever has the file open.
public enum TablePlace: Equatable, Sendable {
    /// Of a text file, from 1, as an editor counts: the line on which a record begins.
    case line(Int)
    /// Of a spreadsheet, from 1, as it counts itself.
    case row(Int, sheet: String)
    /// Of a map layer, from 1 in the order of the file.
    case feature(Int)
    /// The file as a whole.
    case file

    /// The number of the line, row or feature; 0 for the file as a whole.
    public var number: Int {
        switch self {
        case .line(let number), .row(let number, _), .feature(let number): number
        case .file: 0
        }
    }

    /// - Parameters:
    ///   - column: from 1; a map layer's properties have names and no order.
    ///   - name: the header's name for the column.
    func text(column: Int?, name: String?) -> String {
        let name = name.map(CellText.excerpt)
        let named = name.map { " (\($0))" } ?? ""
        switch self {
        case .line(let number):
            return "line \(number)" + (column.map { ", column \($0)" } ?? "") + named
        case .row(let number, let sheet):
            return "sheet \(sheet), row \(number)" + (column.map { ", column \(Self.letters($0))" } ?? "") + named
        case .feature(let number):
            return "feature \(number)" + (name.map { ", property \($0)" } ?? "")
        case .file:
            return name.map { "column \($0)" } ?? "the file"
        }
    }

    /// A column as spreadsheets name it: A to Z, then AA.
    static func letters(_ column: Int) -> String {
        var text = ""
        var rest = column
        while rest > 0 {
            rest -= 1
            text = String(UnicodeScalar(UInt8(65 + rest % 26))) + text
            rest /= 26
        }
        return text
    }
}
