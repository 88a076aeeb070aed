/// A day or a stretch of days, once (`2026-10-26..2026-11-01`) or every year (`12-31..01-08`). Both ends belong to it.
public struct DateSpan: Sendable, Hashable, CustomStringConvertible {
    private enum Kind: Sendable, Hashable {
        case once(ClosedRange<CivilDate>)
        /// Month and day as `month * 100 + day`; the end lies before the start where the stretch spans a new year.
        case yearly(from: Int, to: Int)
    }

    private let kind: Kind
    public let description: String

    /// Nil where it is none, or ends before it begins.
    public init?(_ text: some StringProtocol) {
        let ends = text.split(separator: ".", omittingEmptySubsequences: false)
        // "a..b" splits into a, an empty piece and b.
        guard ends.count == 1 || (ends.count == 3 && ends[1].isEmpty) else { return nil }
        let (first, last) = (ends[0], ends[ends.count - 1])
        description = String(text)
        if let from = CivilDate(first), let to = CivilDate(last) {
            guard from <= to else { return nil }
            kind = .once(from...to)
        } else if let from = Self.monthDay(first), let to = Self.monthDay(last) {
            kind = .yearly(from: from, to: to)
        } else {
            return nil
        }
    }

    public func contains(_ day: CivilDate) -> Bool {
        switch kind {
        case .once(let days): return days.contains(day)
        case .yearly(let from, let to):
            let key = day.month * 100 + day.day
            return from <= to ? (from...to).contains(key) : key >= from || key <= to
        }
    }

    /// Judged in a leap year, so that 02-29 is a day.
    private static func monthDay(_ text: some StringProtocol) -> Int? {
        CivilDate("2024-\(text)").map { $0.month * 100 + $0.day }
    }
}
