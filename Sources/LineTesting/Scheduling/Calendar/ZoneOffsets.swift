public import FoundationEssentials
public import Reports

/// How far a place's clock is from UTC, and since when: a TZif file's content, or one fixed offset.
public struct ZoneOffsets: Sendable, Equatable {
    /// From this instant on (seconds since 1970, UTC) this offset (seconds east of UTC) holds.
    struct Change: Sendable, Equatable {
        var at: Int64
        var offset: Int
    }

    /// Before the first change.
    let first: Int
    /// In order of time.
    let changes: [Change]
    /// What holds after the last change where the clock is changed twice every year.
    let rule: ZoneRule?

    /// A place that never changes its clock.
    public static func fixed(secondsEast: Int) -> ZoneOffsets {
        ZoneOffsets(first: secondsEast, changes: [], rule: nil)
    }

    /// Seconds east of UTC.
    public func offset(at instant: Date) -> Int {
        let seconds = Self.seconds(instant)
        guard let last = changes.last else { return rule?.offset(at: seconds) ?? first }
        if seconds >= last.at, let rule { return rule.offset(at: seconds) }
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? first : changes[low - 1].offset
    }

    public func day(of instant: Date) -> CivilDate {
        let local = Self.seconds(instant) + Int64(offset(at: instant))
        return CivilDate(daysSinceEpoch: Int((Double(local) / 86_400).rounded(.down)))
    }

    /// When the local clock shows this minute of this day: the first time where it does so twice, and where it never does,
    /// the moment it would have been by the offset before the change.
    public func instant(of day: CivilDate, minute: Int) -> Date {
        let local = Double(day.daysSinceEpoch * 86_400 + minute * 60)
        // An offset is under 26 hours: the one that holds a day before is the one before any change in between.
        let before = offset(at: Date(timeIntervalSince1970: local - 93_600))
        let after = offset(at: Date(timeIntervalSince1970: local + 93_600))
        for candidate in [before, after] {
            let instant = Date(timeIntervalSince1970: local - Double(candidate))
            if offset(at: instant) == candidate { return instant }
        }
        return Date(timeIntervalSince1970: local - Double(before))
    }

    /// Whole seconds; a clock that says nonsense is held within what a calendar can tell.
    private static func seconds(_ instant: Date) -> Int64 {
        Int64(min(max(instant.timeIntervalSince1970.rounded(.down), -60_000_000_000), 250_000_000_000))
    }
}
