public import Reports

/// A set of civil days, a month's in one number.
public struct DaySet: Sendable, Equatable {
    /// By year and month as `CivilDate.monthDescription` writes them; bit 0 is the first of the month.
    public private(set) var months: [String: UInt32] = [:]

    public init(_ days: some Sequence<CivilDate> = []) {
        // A report's days are mostly one and the same.
        var last: CivilDate?
        for day in days where day != last {
            insert(day)
            last = day
        }
    }

    public mutating func insert(_ day: CivilDate) { months[day.monthDescription, default: 0] |= Self.bit(of: day) }

    /// Adds a month's days.
    public mutating func insert(_ bits: UInt32, in month: String) { months[month, default: 0] |= bits }

    /// Adds another's days.
    public mutating func formUnion(_ other: DaySet) {
        for (month, bits) in other.months { insert(bits, in: month) }
    }

    public func contains(_ day: CivilDate) -> Bool { months[day.monthDescription, default: 0] & Self.bit(of: day) != 0 }

    public var count: Int { months.values.reduce(0) { $0 + $1.nonzeroBitCount } }

    public static func bit(of day: CivilDate) -> UInt32 { 1 << UInt32(day.day - 1) }
}

extension DaySet {
    /// The last of its days that is not after `day`.
    public func last(upTo day: CivilDate) -> CivilDate? {
        for month in months.keys.sorted(by: >) where month <= day.monthDescription {
            var bits = months[month, default: 0]
            if month == day.monthDescription { bits &= Self.bit(of: day) | (Self.bit(of: day) - 1) }
            guard bits != 0 else { continue }
            let last = 32 - bits.leadingZeroBitCount
            return CivilDate("\(month)-\(last < 10 ? "0" : "")\(last)")
        }
        return nil
    }
}
