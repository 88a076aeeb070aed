/// A school year, named by the years in which it begins and ends.
public struct SchoolYear: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// In which it begins.
    public let first: Int

    public init?(first: Int) {
        guard (1900...2200).contains(first) else { return nil }
        self.first = first
    }

    /// `2026/27`, `2026-27`, `2026/2027` or `2026-2027`; nil for anything else, also where the second is not the next year.
    public init?(_ text: String) {
        let parts = text.split(whereSeparator: { $0 == "/" || $0 == "-" })
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            parts[0].count == 4, let first = Int(parts[0]), let last = Int(parts[1])
        else { return nil }
        guard parts[1].count == 2 && last == (first + 1) % 100 || parts[1].count == 4 && last == first + 1 else {
            return nil
        }
        self.init(first: first)
    }

    /// `2026/27`.
    public var description: String {
        let last = (first + 1) % 100
        return "\(first)/\(last < 10 ? "0" : "")\(last)"
    }

    public static func < (left: SchoolYear, right: SchoolYear) -> Bool { left.first < right.first }
}
