internal import Reports

/// A place's yearly change of its clock, from the last line of a TZif file, such as `EET-2EEST,M3.5.0/3,M10.5.0/4`.
///
/// Source: POSIX.1-2017 section 8.3 (TZ) with RFC 8536's hours from -167 to 167. Only days of the form `Mm.w.d` are read: the
/// database has used no other since 2008.
struct ZoneRule: Sendable, Equatable {
    struct Turn: Sendable, Equatable {
        var month: Int
        /// 5 is the last one of its month.
        var week: Int
        /// 0 for Sunday.
        var weekday: Int
        /// By the local clock that holds before.
        var secondOfDay: Int
    }

    var standard: Int
    /// Nil where the clock is left alone.
    var summer: (offset: Int, begins: Turn, ends: Turn)?

    static func == (left: ZoneRule, right: ZoneRule) -> Bool {
        left.standard == right.standard && left.summer?.offset == right.summer?.offset
            && left.summer?.begins == right.summer?.begins && left.summer?.ends == right.summer?.ends
    }

    /// Nil for a rule that is not understood.
    init?(_ text: String) {
        var rest = Substring(text)
        guard Self.name(&rest), let west = Self.time(&rest) else { return nil }
        standard = -west
        guard !rest.isEmpty else { return }
        guard Self.name(&rest) else { return nil }
        var offset = standard + 3_600
        if let first = rest.first, first != "," {
            guard let west = Self.time(&rest) else { return nil }
            offset = -west
        }
        let turns = rest.dropFirst().split(separator: ",", omittingEmptySubsequences: false).map(Self.turn)
        guard rest.first == ",", turns.count == 2, let begins = turns[0], let ends = turns[1] else { return nil }
        summer = (offset, begins, ends)
    }

    /// Seconds east of UTC at this instant, in seconds since 1970.
    func offset(at instant: Int64) -> Int {
        guard let summer else { return standard }
        let local = Int(instant) + standard
        let year = CivilDate(daysSinceEpoch: (local - (local % 86_400 + 86_400) % 86_400) / 86_400).year
        let begins = Self.second(of: summer.begins, in: year) - standard
        let ends = Self.second(of: summer.ends, in: year) - summer.offset
        let isSummer =
            begins < ends
            ? (begins..<ends).contains(Int(instant)) : !(ends..<begins).contains(Int(instant))
        return isSummer ? summer.offset : standard
    }

    /// By the local clock, as if it were UTC.
    private static func second(of turn: Turn, in year: Int) -> Int {
        guard let first = CivilDate(year: year, month: turn.month, day: 1) else { return 0 }
        let lead = (turn.weekday - first.weekday % 7 + 7) % 7
        var day = lead + (turn.week - 1) * 7
        while day >= first.daysInMonth { day -= 7 }
        return (first.daysSinceEpoch + day) * 86_400 + turn.secondOfDay
    }

    /// `EET` or `<+05>`.
    private static func name(_ rest: inout Substring) -> Bool {
        if rest.first == "<" {
            guard let end = rest.firstIndex(of: ">") else { return false }
            rest = rest[rest.index(after: end)...]
            return true
        }
        let letters = rest.prefix { $0.isLetter }
        rest = rest.dropFirst(letters.count)
        return letters.count >= 3
    }

    /// `-5`, `3:30`, `+2:00:00`, in seconds.
    private static func time(_ rest: inout Substring) -> Int? {
        let text = rest.prefix { $0.isNumber || "+-:".contains($0) }
        rest = rest.dropFirst(text.count)
        let isNegative = text.first == "-"
        let parts = text.drop { $0 == "-" || $0 == "+" }.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        guard (1...3).contains(parts.count), numbers.count == parts.count,
            numbers.allSatisfy({ (0...167).contains($0) })
        else { return nil }
        let seconds = zip(numbers, [3_600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
        return isNegative ? -seconds : seconds
    }

    /// `M3.5.0/3`; two in the morning where no time is said.
    private static func turn(_ text: Substring) -> Turn? {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        let numbers = halves[0].dropFirst().split(separator: ".").compactMap { Int($0) }
        guard text.first == "M", halves.count <= 2, numbers.count == 3, (1...12).contains(numbers[0]),
            (1...5).contains(numbers[1]), (0...6).contains(numbers[2])
        else { return nil }
        var second = 7_200
        if halves.count == 2 {
            var rest = halves[1]
            guard let told = time(&rest), rest.isEmpty else { return nil }
            second = told
        }
        return Turn(month: numbers[0], week: numbers[1], weekday: numbers[2], secondOfDay: second)
    }
}
