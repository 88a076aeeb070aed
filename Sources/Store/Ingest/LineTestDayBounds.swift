internal import Reports

/// What a daily summary of line tests may hold at most.
enum LineTestDayBounds {
    /// Two years and some.
    static let limit = 1_000
    static let testLimit = 10_000
    static let verdictLimit = 40

    static func check(_ days: [LineTestDay]) throws(ReportFailure) {
        guard days.count <= limit else { throw .outOfBounds("more than \(limit) days of line tests") }
        for day in days {
            guard ReportBounds.isDay(day.day) else { throw .outOfBounds("a day of line tests is not YYYY-MM-DD") }
            guard (1...testLimit).contains(day.tests), (0...day.tests).contains(day.testsInLessons),
                FigureBounds.bytes.contains(day.bytes)
            else {
                throw .outOfBounds("a day of line tests has no tests, or more of them or of bytes than a day allows")
            }
            guard isWithin(day.download, FigureBounds.rates), isWithin(day.upload, FigureBounds.rates),
                isWithin(day.idleLatency, FigureBounds.milliseconds)
            else { throw .outOfBounds("a day of line tests has figures beyond reason or out of order") }
            guard day.verdicts.count <= verdictLimit,
                day.verdicts.allSatisfy({ (1...64).contains($0.key.utf8.count) && (0...day.tests).contains($0.value) })
            else { throw .outOfBounds("a day of line tests has more verdicts than tests, or than there are") }
        }
    }

    private static func isWithin(_ figures: LineTestDay.Figures?, _ range: ClosedRange<Double>) -> Bool {
        guard let figures else { return true }
        return range.contains(figures.low) && range.contains(figures.high)
            && figures.low <= figures.median && figures.median <= figures.high
    }
}
