/// What stands in one place of a table.
public enum Cell: Sendable, Equatable {
    /// Nothing is known: `-` in a table, empty in CSV.
    case missing
    case text(String)
    case integer(Int)
    /// A number with all of its digits, for programs.
    case exact(Double)
    /// A number shown with so many decimals.
    case number(Double, decimals: Int)
    case flag(Bool)
    /// An amount of money, whole, in groups of three digits: `1 450 000`.
    case amount(Double)

    public static func text(_ text: String?) -> Cell { text.map { .text($0) } ?? .missing }
    public static func integer(_ number: Int?) -> Cell { number.map { .integer($0) } ?? .missing }
    public static func flag(_ flag: Bool?) -> Cell { flag.map { .flag($0) } ?? .missing }

    /// A number with one decimal: rates and latencies are not known better.
    public static func tenths(_ number: Double?) -> Cell { number.map { .number($0, decimals: 1) } ?? .missing }

    /// A time in milliseconds: two decimals below 1 ms, where one would say nothing.
    public static func milliseconds(_ number: Double?) -> Cell {
        number.map { .number($0, decimals: abs($0) < 1 ? 2 : 1) } ?? .missing
    }

    public static func amount(_ number: Double?) -> Cell { number.map { .amount($0) } ?? .missing }
    public static func exact(_ number: Double?) -> Cell { number.map { .exact($0) } ?? .missing }

    /// The number that stands here; nil where there is none.
    public var value: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .exact(let number), .number(let number, _), .amount(let number): number
        case .missing, .text, .flag: nil
        }
    }

    var isNumeric: Bool {
        switch self {
        case .integer, .exact, .number, .amount: true
        case .missing, .text, .flag: false
        }
    }

    /// The plain text of the cell, empty where nothing is known.
    public var plain: String {
        switch self {
        case .missing: ""
        case .text(let text): text
        case .integer(let number): String(number)
        case .exact(let number): String(number)
        case .number(let number, let decimals): Cell.decimal(number, decimals: decimals)
        case .flag(let flag): flag ? "yes" : "no"
        case .amount(let number): Cell.grouped(Cell.decimal(number, decimals: 0))
        }
    }

    /// With a space before every third digit from the end.
    private static func grouped(_ digits: String) -> String {
        var text = ""
        for (place, digit) in digits.enumerated() {
            let left = digits.count - place
            if left.isMultiple(of: 3), place > 0, text != "-" { text.append(" ") }
            text.append(digit)
        }
        return text
    }

    /// As a person reads it: of a number with all of its digits three decimals, and no zeros at the end.
    var shown: String {
        guard case .exact(let number) = self, number.isFinite, abs(number) < 1e12 else { return plain }
        var text = Cell.decimal(number, decimals: 3)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
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
