public import Reports

extension SchoolDays {
    /// Where nobody set anything.
    public static let standard = SchoolDays()

    /// No break between school days is as long, in days: the search for one ends there.
    private static let longestBreakDays = 400

    /// The first of the last `count` school days up to `day`, that one counted where it is one; the day itself where there
    /// were none within a year.
    public func start(ofLast count: Int, upTo day: CivilDate) -> CivilDate {
        var found = day
        var left = count
        for back in 0..<Self.longestBreakDays where left > 0 {
            let earlier = day.adding(days: -back)
            guard contains(earlier) else { continue }
            found = earlier
            left -= 1
        }
        return found
    }

    /// The days from `first` to `last` on which there is school, as `yyyy-mm-dd`; none where `last` lies before `first`.
    public func names(from first: CivilDate, to last: CivilDate) -> Set<String> {
        var names: Set<String> = []
        var day = first
        while day <= last {
            if contains(day) { names.insert(day.description) }
            day = day.adding(days: 1)
        }
        return names
    }
}
