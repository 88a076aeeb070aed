internal import Store

extension Wording {
    /// Between the groups of a number, and between it and its unit: nothing breaks there.
    private static let space = "\u{00A0}"

    /// A number with so many decimals: `12,345.6` in English, `12 345,6` in Kazakh and Russian (CLDR). Up to four digits before
    /// the decimals stand together in these.
    public func number(_ value: Double, decimals: Int = 0) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "–" }
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let whole = grouped(scaled / scale)
        let sign = value < 0 && scaled > 0 ? "−" : ""
        guard decimals > 0 else { return sign + whole }
        let rest = String(scaled % scale)
        return sign + whole + (language == .en ? "." : ",")
            + String(repeating: "0", count: decimals - rest.count) + rest
    }

    public func number(_ value: Int) -> String { number(Double(value)) }

    /// A share of 1 in whole percent.
    public func percent(_ share: Double) -> String {
        number(share * 100) + (language == .en ? "%" : Self.space + "%")
    }

    /// Megabits a second: one decimal below ten, where it says something.
    public func mbps(_ value: Double?) -> String? {
        value.map { number($0, decimals: abs($0) < 10 ? 1 : 0) + Self.space + self("unit.mbps") }
    }

    public func milliseconds(_ value: Double?) -> String? {
        value.map { number($0) + Self.space + self("unit.ms") }
    }

    private func grouped(_ whole: Int) -> String {
        let digits = String(whole)
        guard digits.count > (language == .en ? 3 : 4) else { return digits }
        var groups: [Substring] = []
        var rest = digits[...]
        while !rest.isEmpty {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return groups.joined(separator: language == .en ? "," : Self.space)
    }
}
