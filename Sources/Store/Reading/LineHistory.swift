public import Reports

/// What the tests of one line over a period say together: evidence for a verdict that no single test can give.
public struct LineHistory: Sendable, Equatable {
    /// Tests of one kind, summed up.
    public struct Group: Sendable, Equatable {
        /// Tests with a download figure, and on how many days they ran.
        public var count: Int
        public var days: Int
        public var downloadMbps: Double?
        public var uploadMbps: Double?
        /// 95 %, of the median.
        public var downloadInterval: ClosedRange<Double>?
        public var downloadP20Mbps: Double?
        public var downloadP80Mbps: Double?

        init(_ samples: [LineSample]) {
            let measured = samples.filter { $0.downloadMbps != nil }
            let downloads = measured.compactMap(\.downloadMbps)
            count = measured.count
            days = Set(measured.map(\.day)).count
            downloadMbps = Statistics.median(downloads)
            uploadMbps = Statistics.median(samples.compactMap(\.settledUploadMbps))
            downloadInterval = Statistics.medianInterval(of: downloads)
            downloadP20Mbps = Statistics.percentile(20, of: downloads)
            downloadP80Mbps = Statistics.percentile(80, of: downloads)
        }

        /// Enough for a judgement of lessons.
        public var isEnough: Bool { count >= NormCheck.leastTests && days >= NormCheck.leastDays }
        /// Enough to compare with; outside lessons there is one slot a week.
        public var isComparable: Bool { count >= 3 && days >= 3 }
    }

    /// Everything that counts, with or without a figure, and on how many days.
    public var tests: Int
    public var days: Int
    public var all: Group
    public var lessons: Group
    public var outside: Group
    public var wired: Group
    public var wifi: Group
    /// As `lessons`, with the tests that say only what the line gives at least.
    public var lessonsAtLeast: Bounded
    /// One PC of the school against another.
    public var peers: Group
    /// Against M-Lab's server: for comparing regions, and never mixed with what the region's own says.
    public var mlab: Group
    /// Tests that asked for nothing but latency; in no other count.
    public var latencyTests: Int
    /// Tests with a figure of which nobody knows whether they ran in lessons.
    public var unknownHours: Int
    public var idleLatencyMs: Double?
    public var loadedLatencyMs: Double?
    public var gatewayIdleMs: Double?
    public var gatewayLoadedMs: Double?
    /// How often single tests gave each verdict.
    public var verdicts: [LineVerdict: Int]
    public var leftOut: [LineTestStanding.LeftOut: Int]

    /// - Parameter samples: of one line, those left out and those of other targets included.
    public init(_ samples: [LineSample]) {
        let counted = samples.filter(\.counts)
        tests = counted.count
        days = Set(counted.map(\.day)).count
        all = Group(counted)
        lessons = Group(counted.filter { $0.inLessons == true })
        outside = Group(counted.filter { $0.inLessons == false })
        wired = Group(counted.filter { $0.medium == .wired })
        wifi = Group(counted.filter { $0.medium == .wifi })
        lessonsAtLeast = Bounded(samples.filter { $0.givesAtLeast && $0.inLessons == true })
        peers = Group(samples.filter { $0.target == .peer && $0.leftOut == nil })
        mlab = Group(samples.filter { $0.target == .mlab && $0.leftOut == nil })
        unknownHours = counted.count { $0.inLessons == nil && $0.hasFigure }
        let latency = samples.filter(\.tellsLatency)
        latencyTests = latency.count(where: \.isLatencyOnly)
        idleLatencyMs = Statistics.median(latency.compactMap(\.idleLatencyMs))
        loadedLatencyMs = Statistics.median(counted.compactMap(\.loadedLatencyMs))
        gatewayIdleMs = Statistics.median(latency.compactMap(\.gatewayIdleMs))
        gatewayLoadedMs = Statistics.median(counted.compactMap(\.gatewayLoadedMs))
        verdicts = Dictionary(grouping: counted, by: \.verdict).mapValues(\.count)
        leftOut = Dictionary(grouping: samples.compactMap(\.leftOut), by: \.self).mapValues(\.count)
    }

    /// What the line can give when nobody uses it, or at best: outside lessons, from wired PCs where those are faster.
    public var capacityMbps: Double? {
        guard outside.isComparable, let outside = outside.downloadMbps else { return nil }
        return max(outside, wired.isComparable ? wired.downloadMbps ?? 0 : 0)
    }
}
