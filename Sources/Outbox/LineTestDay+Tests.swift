internal import Reports

extension LineTestDay {
    /// What is left of a day's tests: counts of all, figures of those that went over the line, not between two computers of
    /// the school.
    init(day: String, first: ObservedTime, last: ObservedTime, of tests: [LineTest]) {
        let overTheLine = tests.filter { $0.circumstances?.target != .peer }
        self.init(
            day: day, first: first, last: last, tests: tests.count,
            testsInLessons: tests.count { $0.circumstances?.inLessons == true },
            download: Figures(overTheLine.compactMap(\.downloadMbps)),
            upload: Figures(overTheLine.compactMap(\.uploadMbps)),
            idleLatency: Figures(overTheLine.compactMap(\.idleLatencyMs)),
            verdicts: tests.reduce(into: [:]) { counts, test in counts[test.verdict.rawValue, default: 0] += 1 },
            bytes: tests.reduce(0) { $0 + $1.bytesReceived + $1.bytesSent })
    }
}

extension LineTestDay.Figures {
    /// - Returns: nil for no figures; of an even number the median is the mean of the middle two.
    init?(_ figures: [Double]) {
        let sorted = figures.sorted()
        guard let low = sorted.first, let high = sorted.last else { return nil }
        let middle = sorted.count / 2
        let median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        self.init(low: low, median: median, high: high)
    }
}
