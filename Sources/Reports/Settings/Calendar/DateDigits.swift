/// A day as it is written, `yyyy-mm-dd`: perhaps one that no calendar has.
///
/// Reports name days many times over, so that reading and writing one goes by its bytes.
public struct DateDigits: Sendable, Hashable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    public init(year: Int, month: Int, day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Nil for what is not four, two and two ASCII digits with a hyphen between.
    public init?(_ text: some StringProtocol) {
        var (position, number) = (0, 0)
        var (year, month) = (0, 0)
        for byte in text.utf8 {
            switch position {
            case 4, 7:
                guard byte == UInt8(ascii: "-") else { return nil }
                if position == 4 { year = number } else { month = number }
                number = 0
            case 0..<10:
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
            default: return nil
            }
            position += 1
        }
        guard position == 10 else { return nil }
        (self.year, self.month, day) = (year, month, number)
    }

    public var description: String {
        guard isPlain else { return monthDescription + Self.hyphened(day) }
        return String(
            decoding: [
                Self.digit(year / 1_000), Self.digit(year / 100), Self.digit(year / 10), Self.digit(year),
                UInt8(ascii: "-"), Self.digit(month / 10), Self.digit(month), UInt8(ascii: "-"), Self.digit(day / 10),
                Self.digit(day),
            ], as: UTF8.self)
    }

    /// `2026-11`.
    public var monthDescription: String {
        guard isPlain else {
            let year = String(year)
            return String(repeating: "0", count: max(0, 4 - year.count)) + year + Self.hyphened(month)
        }
        return String(
            decoding: [
                Self.digit(year / 1_000), Self.digit(year / 100), Self.digit(year / 10), Self.digit(year),
                UInt8(ascii: "-"), Self.digit(month / 10), Self.digit(month),
            ], as: UTF8.self)
    }

    /// Whether each number has the digits that it has room for; a year reckoned from days may have more.
    private var isPlain: Bool { (0...9_999).contains(year) && (0...99).contains(month) && (0...99).contains(day) }

    /// The last digit.
    private static func digit(_ number: Int) -> UInt8 { UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10) }

    private static func hyphened(_ number: Int) -> String { (number < 10 ? "-0" : "-") + String(number) }
}
