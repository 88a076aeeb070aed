public import FoundationEssentials
public import Reports

/// What the tests of one line over a period say together: evidence for a verdict that no single test can give.
///
/// It holds nothing of the school but what was measured: norm, contract and thresholds are held against it afterwards, so that
/// it can be kept while they change.
public struct LineHistory: Sendable, Equatable {
    /// Tests of one kind, summed up.
    public struct Group: Sendable, Equatable {
        /// Tests with a download figure, and on how many days they ran.
        public var count = 0
        public var days = 0
        public var downloadMbps: Double?
        public var uploadMbps: Double?
        /// 95 %, of the median; only of all tests and of those in lessons.
        public var downloadInterval: ClosedRange<Double>?
        public var downloadP20Mbps: Double?
        public var downloadP80Mbps: Double?

        public init() {}

        /// - Parameter seed: for the interval; nil where nobody asks for one.
        init(_ samples: [LineSample], seed: UInt64? = nil) {
            let measured = samples.compactMap { sample in sample.downloadMbps.map { (day: sample.day, value: $0) } }
            let downloads = measured.map(\.value).sorted()
            count = downloads.count
            days = Set(measured.map(\.day)).count
            downloadMbps = Statistics.percentile(50, ofSorted: downloads)
            uploadMbps = Statistics.median(samples.compactMap(\.settledUploadMbps))
            downloadP20Mbps = Statistics.percentile(20, ofSorted: downloads)
            downloadP80Mbps = Statistics.percentile(80, ofSorted: downloads)
            guard let seed, let byTests = Statistics.medianInterval(of: downloads) else { return }
            downloadInterval = DayBootstrap(measured).interval(seed: seed) ?? byTests
        }

        /// Enough to compare with; outside lessons there is one slot a week.
        public var isComparable: Bool { count >= 3 && days >= 3 }
    }

    /// What ran on one day (UTC, counted from 1970).
    public struct Day: Sendable, Equatable {
        public var day: Int
        /// Tests that count, with or without a figure, and how many of them are not known to lie outside lessons.
        public var tests: Int
        public var schoolTests: Int
        /// Tests in lessons with a download figure.
        public var lessonTests: Int
        /// The same with those that say only what the line gives at least.
        public var lessonTestsAtLeast: Int

        public init(day: Int, tests: Int, schoolTests: Int, lessonTests: Int, lessonTestsAtLeast: Int) {
            self.day = day
            self.tests = tests
            self.schoolTests = schoolTests
            self.lessonTests = lessonTests
            self.lessonTestsAtLeast = lessonTestsAtLeast
        }
    }

    /// Everything that counts, with or without a figure, and on how many days.
    public var tests = 0
    public var days = 0
    /// Of them, those with a figure.
    public var measured = 0
    public var measuredDays = 0
    public var all = Group()
    public var lessons = Group()
    public var outside = Group()
    public var wired = Group()
    public var wifi = Group()
    public var uploadP20Mbps: Double?
    /// Medians with tests that had not settled or were held back; nil without any such.
    public var downloadAtLeastMbps: Double?
    public var uploadAtLeastMbps: Double?
    /// As `lessons`, with the tests that say only what the line gives at least.
    public var lessonsAtLeast = Bounded()
    /// Each download in lessons, in order: a norm is held against them later.
    public var lessonDownloads: [Double] = []
    /// Tests in lessons, and those of them that found no Internet behind a router that answers.
    public var testsInLessons = 0
    public var offlineInLessons = 0
    /// One PC of the school against another.
    public var peers = Group()
    /// Against M-Lab's server: for comparing regions, and never mixed with what the region's own says.
    public var mlab = Group()
    /// Tests that asked for nothing but latency; in no other count.
    public var latencyTests = 0
    /// Tests with a figure of which nobody knows whether they ran in lessons.
    public var unknownHours = 0
    public var idleLatencyMs: Double?
    public var loadedLatencyMs: Double?
    public var gatewayIdleMs: Double?
    public var gatewayLoadedMs: Double?
    /// How often single tests gave each verdict.
    public var verdicts: [LineVerdict: Int] = [:]
    public var leftOut: [LineTestStanding.LeftOut: Int] = [:]
    /// The days with a test that counts, the latest last.
    public var testDays: [Day] = []
    /// The period's last day, as days are counted above; nil for the latest with a test.
    public var until: Int?
    /// The latest test with a figure, settled or not.
    public var last: Last?
    /// What became of the plan; nil where no computer told of a slot.
    public var plan: SlotTally?

    /// One test's figures.
    public struct Last: Sendable, Equatable {
        public var at: Date
        public var timeEstimated: Bool
        public var downloadMbps: Double?
        public var uploadMbps: Double?

        public init(at: Date, timeEstimated: Bool, downloadMbps: Double?, uploadMbps: Double?) {
            self.at = at
            self.timeEstimated = timeEstimated
            self.downloadMbps = downloadMbps
            self.uploadMbps = uploadMbps
        }
    }

    /// Of a line that nobody tested.
    public init() {}

    /// - Parameters:
    ///   - samples: of one line, those left out and those of other targets included.
    ///   - name: of the line in its region, which the interval's draws follow from, beside the period tested.
    public init(_ samples: [LineSample], name: [String] = []) {
        let counted = samples.filter(\.counts)
        let seed = DayBootstrap.seed(
            name + [counted.map(\.day).min(), counted.map(\.day).max()].map { $0.map { "\($0)" } ?? "" })
        tests = counted.count
        days = Set(counted.map(\.day)).count
        measured = counted.count(where: \.hasFigure)
        measuredDays = Set(counted.filter(\.hasFigure).map(\.day)).count
        all = Group(counted, seed: seed)
        let inLessons = counted.filter { $0.inLessons == true }
        lessons = Group(inLessons, seed: seed)
        outside = Group(counted.filter { $0.inLessons == false })
        wired = Group(counted.filter { $0.medium == .wired })
        wifi = Group(counted.filter { $0.medium == .wifi })
        uploadP20Mbps = Statistics.percentile(20, of: counted.compactMap(\.settledUploadMbps))
        lessonDownloads = inLessons.compactMap(\.downloadMbps).sorted()
        testsInLessons = inLessons.count
        offlineInLessons = inLessons.count(where: \.foundNoInternet)
        peers = Group(samples.filter { $0.target == .peer && $0.leftOut == nil })
        mlab = Group(samples.filter { $0.target == .mlab && $0.leftOut == nil })
        unknownHours = counted.count { $0.inLessons == nil && $0.hasFigure }
        verdicts = Dictionary(grouping: counted, by: \.verdict).mapValues(\.count)
        leftOut = Dictionary(grouping: samples.compactMap(\.leftOut), by: \.self).mapValues(\.count)
        sumLatencies(samples, counted)
        sumBounds(samples.filter(\.givesAtLeast))
        sumDays(samples)
    }

    private mutating func sumLatencies(_ samples: [LineSample], _ counted: [LineSample]) {
        let latency = samples.filter(\.tellsLatency)
        latencyTests = latency.count(where: \.isLatencyOnly)
        idleLatencyMs = Statistics.median(latency.compactMap(\.idleLatencyMs))
        loadedLatencyMs = Statistics.median(counted.compactMap(\.loadedLatencyMs))
        gatewayIdleMs = Statistics.median(latency.compactMap(\.gatewayIdleMs))
        gatewayLoadedMs = Statistics.median(counted.compactMap(\.gatewayLoadedMs))
    }

    private mutating func sumBounds(_ atLeast: [LineSample]) {
        lessonsAtLeast = Bounded(atLeast.filter { $0.inLessons == true })
        if atLeast.contains(where: { $0.leftOut != nil && $0.downloadMbps != nil }) {
            downloadAtLeastMbps = Statistics.median(atLeast.compactMap(\.downloadMbps))
        }
        if atLeast.contains(where: { ($0.leftOut != nil || $0.uploadIsBound) && $0.uploadMbps != nil }) {
            uploadAtLeastMbps = Statistics.median(atLeast.compactMap(\.uploadMbps))
        }
        last = atLeast.filter(\.hasFigure).max { $0.startedAt < $1.startedAt }.map {
            Last(
                at: $0.startedAt, timeEstimated: $0.timeEstimated, downloadMbps: $0.downloadMbps,
                uploadMbps: $0.uploadMbps)
        }
    }

    private mutating func sumDays(_ samples: [LineSample]) {
        var byDay: [Int: Day] = [:]
        for sample in samples where sample.givesAtLeast {
            let isLesson = sample.inLessons == true && sample.downloadMbps != nil
            byDay[
                sample.day,
                default: Day(day: sample.day, tests: 0, schoolTests: 0, lessonTests: 0, lessonTestsAtLeast: 0)
            ].count(sample, isLesson: isLesson)
        }
        testDays = byDay.values.sorted { $0.day < $1.day }
    }

    /// What the line can give when nobody uses it, or at best: outside lessons, from wired PCs where those are faster.
    public var capacityMbps: Double? {
        guard outside.isComparable, let outside = outside.downloadMbps else { return nil }
        return max(outside, wired.isComparable ? wired.downloadMbps ?? 0 : 0)
    }
}

extension LineHistory.Day {
    fileprivate mutating func count(_ sample: LineSample, isLesson: Bool) {
        if isLesson { lessonTestsAtLeast += 1 }
        guard sample.counts else { return }
        tests += 1
        if sample.inLessons != false { schoolTests += 1 }
        if isLesson { lessonTests += 1 }
    }
}
