/// A day's line tests in figures: what is left of them where a computer could not keep each one until it was heard.
public struct LineTestDay: Codable, Sendable, Equatable {
    /// Three figures of a day's tests.
    public struct Figures: Codable, Sendable, Equatable {
        public var low: Double
        public var median: Double
        public var high: Double

        public init(low: Double, median: Double, high: Double) {
            self.low = low
            self.median = median
            self.high = high
        }
    }

    /// `YYYY-MM-DD` by the computer's own clock and zone.
    public var day: String
    /// When the first and the last of them began.
    public var first: ObservedTime
    public var last: ObservedTime
    public var tests: Int
    /// How many of them fell into lessons.
    public var testsInLessons: Int
    /// Mbps; nil where no test gave it.
    public var download: Figures?
    public var upload: Figures?
    /// Milliseconds.
    public var idleLatency: Figures?
    /// How many tests had which verdict.
    public var verdicts: [String: Int]
    /// Payload bytes of both directions.
    public var bytes: Int

    public init(
        day: String, first: ObservedTime, last: ObservedTime, tests: Int, testsInLessons: Int, download: Figures?,
        upload: Figures?, idleLatency: Figures?, verdicts: [String: Int], bytes: Int
    ) {
        self.day = day
        self.first = first
        self.last = last
        self.tests = tests
        self.testsInLessons = testsInLessons
        self.download = download
        self.upload = upload
        self.idleLatency = idleLatency
        self.verdicts = verdicts
        self.bytes = bytes
    }

    enum CodingKeys: String, CodingKey {
        case day, first, last, tests, download, upload, verdicts, bytes
        case testsInLessons = "tests_in_lessons"
        case idleLatency = "idle_latency"
    }
}
