public import Reports

/// For what time a figure was reported: `2026`, `2026/27` (a school year), `2026-Q3`, `2026-09`, or a day.
public struct ReportingPeriod: Sendable, Hashable, CustomStringConvertible {
    public let description: String
    public let days: ClosedRange<CivilDate>

    /// Nil for any other text.
    public init?(_ text: String) {
        guard let days = Self.days(text) else { return nil }
        description = text
        self.days = days
    }

    /// By their ends; of those that end alike the shorter is the later word.
    public func isLater(than other: ReportingPeriod) -> Bool {
        (days.upperBound, days.lowerBound) > (other.days.upperBound, other.days.lowerBound)
    }

    private static func days(_ text: String) -> ClosedRange<CivilDate>? {
        if let day = CivilDate(text) { return day...day }
        let bytes = Array(text.utf8)
        guard bytes.count >= 4, let year = number(bytes.prefix(4)) else { return nil }
        let rest = bytes.dropFirst(4)
        if rest.isEmpty { return months(year, 1...12) }
        guard rest.count == 3 else { return nil }
        let tail = Array(rest)
        switch (tail[0], tail[1]) {
        case (UInt8(ascii: "/"), _):
            // The school year begins on 1 September where Parta is at home.
            guard number(tail[1...]) == (year + 1) % 100, let first = CivilDate(year: year, month: 9, day: 1),
                let last = CivilDate(year: year + 1, month: 8, day: 31)
            else { return nil }
            return first...last
        case (UInt8(ascii: "-"), UInt8(ascii: "Q")):
            guard let quarter = number(tail[2...]), (1...4).contains(quarter) else { return nil }
            return months(year, (quarter * 3 - 2)...(quarter * 3))
        case (UInt8(ascii: "-"), _):
            guard let month = number(tail[1...]), (1...12).contains(month) else { return nil }
            return months(year, month...month)
        default: return nil
        }
    }

    private static func months(_ year: Int, _ months: ClosedRange<Int>) -> ClosedRange<CivilDate>? {
        guard let first = CivilDate(year: year, month: months.lowerBound, day: 1),
            let start = CivilDate(year: year, month: months.upperBound, day: 1)
        else { return nil }
        return first...start.adding(days: start.daysInMonth - 1)
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> Int? {
        var number = 0
        for byte in bytes {
            guard (48...57).contains(byte) else { return nil }
            number = number * 10 + Int(byte) - 48
        }
        return number
    }
}
