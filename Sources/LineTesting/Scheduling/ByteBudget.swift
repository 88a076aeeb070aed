public import Reports

/// How many bytes a line's tests may still move today, from a monthly budget that is never passed.
///
/// What is left of the month is shared evenly among its remaining days, today included, so unspent days carry over within
/// the month; a day never gets more than `dayFactor` even shares of a whole month, so nothing is ever made up for in a
/// burst. The ledger is kept by the caller and survives reboots.
///
/// Bytes count under the day that the clock says, and in any thirty days that really passed, as far as the computer can
/// tell, no more than a month's bytes are moved: a clock that is set, forward or back, makes no byte free, and one that was
/// wrong leaves nothing behind that stops tests later.
public struct ByteBudget: Sendable, Equatable {
    /// What was spent: store it after each `spend`, hand it in after a start.
    public struct Ledger: Codable, Sendable, Equatable {
        /// Bytes counted against each month (`2026-11`) and each day (`2026-11-22`), the recent ones only.
        public internal(set) var months: [String: Int]
        public internal(set) var days: [String: Int]

        /// The same bytes by the time that really passed; nil before the first look.
        public internal(set) var lived: LivedTime?

        /// What a running test may still move, already counted in all of them.
        var reserved: Reservation?

        struct Reservation: Codable, Sendable, Equatable {
            var bytes: Int
            var day: String
            var months: [String]
            /// Of `lived`.
            var livedDay: String?
        }

        public init() {
            months = [:]
            days = [:]
        }

        /// What was reserved counts as spent: nobody can tell how much of it was.
        mutating func keepReservation() { reserved = nil }
    }

    /// A day gets at most this many even shares of the month.
    public static let dayFactor = 2
    static let keptMonths = 12
    static let keptDays = 62

    public let monthlyBytes: Int
    public private(set) var ledger: Ledger

    public init(monthlyBytes: Int, ledger: Ledger = Ledger()) {
        self.monthlyBytes = max(0, monthlyBytes)
        self.ledger = ledger
    }

    /// Bytes that may still be moved on this day; never negative.
    public func allowance(on day: CivilDate) -> Int {
        let day = trusted(day)
        let spentToday = min(max(0, ledger.days[day.description] ?? 0), monthlyBytes)
        let left = max(0, monthlyBytes - spent(asOf: day))
        // As it stood this morning: today's own spending must not shrink today's share a second time.
        let morning = min(monthlyBytes, left + spentToday)
        let daysInMonth = day.daysInMonth
        let share = morning / (daysInMonth - day.day + 1)
        let most = min(share, Self.dayFactor * (monthlyBytes / daysInMonth))
        let lately = max(0, monthlyBytes - (ledger.lived?.spent ?? 0))
        return max(0, min(most - spentToday, left, lately))
    }

    /// Whether any test has moved bytes on this day.
    public func hasSpent(on day: CivilDate) -> Bool { ledger.days[trusted(day).description, default: 0] > 0 }

    /// Counts all that a test about to begin may move; `spend` gives back what it did not.
    public mutating func reserve(_ bytes: Int, on day: CivilDate) {
        giveBack()
        let months = count(bytes, on: day)
        ledger.reserved = Ledger.Reservation(
            bytes: bytes, day: trusted(day).description, months: months, livedDay: ledger.lived?.day)
    }

    /// Counts bytes that a test moved, whatever became of it.
    public mutating func spend(_ bytes: Int, on day: CivilDate) {
        giveBack()
        count(bytes, on: day)
    }

    private mutating func giveBack() {
        guard let reserved = ledger.reserved.take() else { return }
        ledger.days[reserved.day] = ledger.days[reserved.day].map { Self.difference($0, reserved.bytes) }
        if let day = reserved.livedDay { ledger.lived?.giveBack(reserved.bytes, on: day) }
        for month in reserved.months {
            ledger.months[month] = ledger.months[month].map { Self.difference($0, reserved.bytes) }
        }
    }

    /// - Returns: the months it was counted against.
    @discardableResult
    private mutating func count(_ bytes: Int, on day: CivilDate) -> [String] {
        guard bytes > 0 else { return [] }
        let day = trusted(day)
        let month = day.monthDescription
        ledger.lived?.spend(bytes)
        ledger.months[month] = Self.sum(ledger.months[month], bytes)
        ledger.days[day.description] = Self.sum(ledger.days[day.description], bytes)
        Self.prune(&ledger.months, keeping: month, atMost: Self.keptMonths)
        Self.prune(&ledger.days, keeping: day.description, atMost: Self.keptDays)
        return [month]
    }

    private func spent(asOf day: CivilDate) -> Int { max(0, ledger.months[day.monthDescription] ?? 0) }

    /// A clock that says a time before this program was written knows no day: the last one known stands for it.
    private func trusted(_ day: CivilDate) -> CivilDate {
        guard day < LineTestPlanner.earliestDay else { return day }
        return ledger.days.keys.max().flatMap { CivilDate($0) } ?? day
    }

    /// A ledger that a broken file filled with absurd figures must not trap.
    static func sum(_ old: Int?, _ bytes: Int) -> Int {
        let (sum, overflow) = max(0, old ?? 0).addingReportingOverflow(bytes)
        return overflow ? .max : sum
    }

    static func difference(_ old: Int, _ bytes: Int) -> Int { max(0, max(0, old) - max(0, bytes)) }

    private static func prune(_ entries: inout [String: Int], keeping: String, atMost limit: Int) {
        for key in entries.keys.sorted() where entries.count > limit && key != keeping { entries[key] = nil }
    }
}
