/// What stands in one place of a table.
public enum Cell: Sendable, Equatable {
    /// Nothing is known: `-` in a table, empty in CSV.
    case missing
    case text(String)
    case integer(Int)
    /// A number shown with so many decimals.
    case number(Double, decimals: Int)
    case flag(Bool)

    public static func text(_ text: String?) -> Cell { text.map { .text($0) } ?? .missing }
    public static func integer(_ number: Int?) -> Cell { number.map { .integer($0) } ?? .missing }
    public static func flag(_ flag: Bool?) -> Cell { flag.map { .flag($0) } ?? .missing }

    /// A number with one decimal: rates and latencies are not known better.
    public static func tenths(_ number: Double?) -> Cell { number.map { .number($0, decimals: 1) } ?? .missing }

    /// A time in milliseconds: two decimals below 1 ms, where one would say nothing.
    public static func milliseconds(_ number: Double?) -> Cell {
        number.map { .number($0, decimals: abs($0) < 1 ? 2 : 1) } ?? .missing
    }

    /// A number as it is, for programs.
    public static func exact(_ number: Double?) -> Cell { number.map { .text(String($0)) } ?? .missing }

    var isNumeric: Bool {
        switch self {
        case .integer, .number: true
        case .missing, .text, .flag: false
        }
    }

    /// The plain text of the cell, empty where nothing is known.
    public var plain: String {
        switch self {
        case .missing: ""
        case .text(let text): text
        case .integer(let number): String(number)
        case .number(let number, let decimals): Cell.decimal(number, decimals: decimals)
        case .flag(let flag): flag ? "yes" : "no"
        }
    }

    private static func decimal(_ number: Double, decimals: Int) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return String(number) }
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = Int((abs(number) * scale).rounded())
        let sign = number < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return sign + String(scaled) }
        let digits = String(scaled)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }
}

/// One column of a table over rows of some type.
public struct Column<Row>: Sendable {
    /// The heading in a table, with the unit where a bare number could mislead.
    public var title: String
    /// What a table shows.
    public var cell: @Sendable (Row) -> Cell
    /// What CSV says, by `key`: the figure in JSON's unit, whatever the table makes of it.
    public var record: [(key: String, cell: @Sendable (Row) -> Cell)]

    /// A column that says the same in a table and in CSV.
    public init(_ title: String, key: String, cell: @escaping @Sendable (Row) -> Cell) {
        self.init(title, record: [(key, cell)], cell: cell)
    }

    /// A column that a person reads in another way than a program.
    /// - Parameter record: names and cells in CSV, in their order; more than one where the table joins what JSON keeps apart.
    public init(
        _ title: String, record: [(key: String, cell: @Sendable (Row) -> Cell)],
        cell: @escaping @Sendable (Row) -> Cell
    ) {
        self.title = title
        self.record = record
        self.cell = cell
    }
}
