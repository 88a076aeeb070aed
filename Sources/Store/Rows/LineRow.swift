public import FoundationEssentials
public import Reports

/// What one of a school's lines gave over a period, what that means, and what it was held against.
///
/// No figure counts a test that was left out (`LineTestStanding.LeftOut`); rates, norm and verdict are those of tests against
/// the region's own server.
public struct LineRow: Sendable, Equatable {
    public var school: String
    public var schoolName: String
    /// As the aggregator named it; nil for tests that are confirmed for none of several lines, or where there is none yet.
    public var line: String?
    /// From the registry.
    public var pupils: Int?
    /// Tests with at least one figure.
    public var tests: Int
    /// Tests without any.
    public var failedTests: Int
    /// Tests that asked for nothing but latency, and feed only that.
    public var latencyTests: Int
    /// Tests that count for nothing, by each word that can say why.
    public var testsLeftOut: [String: Int]
    /// Tests of which only their computers' daily summaries are left. They say nothing of gateway or lease, so they enter no
    /// figure, no count of `tests` and no count of `days`; nil on the lines of a school that has several.
    public var testsSummarised: Int?
    /// Days (UTC) with a test that has a figure.
    public var days: Int
    /// Median over the period, in Mbps (10^6 bit/s) as counted by the receiver.
    public var downloadMbps: Double?
    public var uploadMbps: Double?
    /// The median where some tests say only what the line gives at least: the true one is this or more. Nil without any.
    public var downloadAtLeastMbps: Double?
    public var uploadAtLeastMbps: Double?
    /// A 95 % interval of the median download; nil below six tests.
    public var downloadLowMbps: Double?
    public var downloadHighMbps: Double?
    /// What four tests of five exceed.
    public var downloadP20Mbps: Double?
    public var uploadP20Mbps: Double?
    /// Medians of tests in lessons: what is left beside the pupils.
    public var residualDownloadMbps: Double?
    public var residualUploadMbps: Double?
    /// Medians of tests outside lessons: what the line can.
    public var capacityDownloadMbps: Double?
    public var capacityUploadMbps: Double?
    /// Median download of one PC of the school against another.
    public var lanMbps: Double?
    /// Tests with a download against M-Lab's server, and their median.
    public var mlabTests: Int
    public var mlabDownloadMbps: Double?
    /// Medians over the period, in milliseconds.
    public var idleLatencyMs: Double?
    public var loadedLatencyMs: Double?
    /// The same to the school's own router.
    public var gatewayIdleMs: Double?
    public var gatewayLoadedMs: Double?
    /// The latest test that has a figure, be it one that had not settled.
    public var lastDownloadMbps: Double?
    public var lastUploadMbps: Double?
    public var lastTestAt: Date?
    /// Whether the computer's clock could not be believed for the latest test.
    public var timeEstimated: Bool
    /// Of the plan: its slots, those that a computer measured in, and those left to computers' own traffic. Nil where no
    /// computer told of a slot of this line.
    public var slotsPlanned: Int?
    public var slotsRun: Int?
    public var skippedForTraffic: Int?
    public var norm: NormCheck
    public var diagnosis: LineDiagnosis

    /// - Parameter samples: of one line, in any order.
    init(
        school: String, schoolName: String, line: String?, samples: [LineSample], norm: LineNorm,
        thresholds: LineThresholds = .standard
    ) {
        let history = LineHistory(samples)
        let measured = samples.filter { $0.counts && $0.hasFigure }
        let upload = measured.compactMap(\.settledUploadMbps)
        let atLeast = samples.filter { $0.givesAtLeast && $0.hasFigure }
        let latest = atLeast.max { $0.startedAt < $1.startedAt }
        self.school = school
        self.schoolName = schoolName
        self.line = line
        pupils = samples.lazy.compactMap(\.pupils).first
        tests = measured.count
        failedTests = history.tests - measured.count
        latencyTests = history.latencyTests
        testsLeftOut = Dictionary(
            uniqueKeysWithValues: LineTestStanding.LeftOut.allCases.map { ($0.rawValue, history.leftOut[$0] ?? 0) })
        days = Set(measured.map(\.day)).count
        downloadMbps = history.all.downloadMbps
        uploadMbps = history.all.uploadMbps
        downloadAtLeastMbps =
            atLeast.contains { $0.leftOut != nil && $0.downloadMbps != nil }
            ? Statistics.median(atLeast.compactMap(\.downloadMbps)) : nil
        uploadAtLeastMbps =
            atLeast.contains { ($0.leftOut != nil || $0.uploadIsBound) && $0.uploadMbps != nil }
            ? Statistics.median(atLeast.compactMap(\.uploadMbps)) : nil
        downloadLowMbps = history.all.downloadInterval?.lowerBound
        downloadHighMbps = history.all.downloadInterval?.upperBound
        downloadP20Mbps = history.all.downloadP20Mbps
        uploadP20Mbps = Statistics.percentile(20, of: upload)
        residualDownloadMbps = history.lessons.downloadMbps
        residualUploadMbps = history.lessons.uploadMbps
        capacityDownloadMbps = history.outside.downloadMbps
        capacityUploadMbps = history.outside.uploadMbps
        lanMbps = history.peers.downloadMbps
        mlabTests = history.mlab.count
        mlabDownloadMbps = history.mlab.downloadMbps
        idleLatencyMs = history.idleLatencyMs
        loadedLatencyMs = history.loadedLatencyMs
        gatewayIdleMs = history.gatewayIdleMs
        gatewayLoadedMs = history.gatewayLoadedMs
        lastDownloadMbps = latest?.downloadMbps
        lastUploadMbps = latest?.uploadMbps
        lastTestAt = latest?.startedAt
        timeEstimated = latest?.timeEstimated ?? false
        self.norm = NormCheck(norm, pupils: pupils, history: history)
        diagnosis = LineDiagnosis(history, norm: self.norm, thresholds: thresholds)
    }

    /// One row per school and line, in the order of school and line. Tests that name no line belong to the school's line
    /// where it has one, and stand for themselves where it has several.
    /// - Parameters:
    ///   - slots: what became of the plan in the same period.
    ///   - summaries: tests of which only summaries are left; a school that has nothing else has a row without figures.
    ///   - thresholds: by school, where its settings say other than the standard.
    public static func rows(
        of samples: [LineSample], norm: LineNorm, slots: [SlotRow] = [], summaries: [LineSummary] = [],
        thresholds: [String: LineThresholds] = [:]
    ) -> [LineRow] {
        let plan = Dictionary(grouping: slots, by: \.school)
        let summed = Dictionary(summaries.map { ($0.school, $0) }) { first, _ in first }
        var bySchool = Dictionary(grouping: samples, by: \.school)
        for school in summed.keys where bySchool[school] == nil { bySchool[school] = [] }
        return bySchool.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .flatMap { school, samples in
                guard !samples.isEmpty else {
                    return summed[school].map { [LineRow(onlySummary: $0, norm: norm)] } ?? []
                }
                let names = Set(samples.compactMap(\.line))
                let only = names.count == 1 ? names.first : nil
                let hasOneLine = names.count <= 1
                return Dictionary(grouping: samples) { $0.line ?? only }
                    .sorted { ($0.key ?? "").utf8.lexicographicallyPrecedes(($1.key ?? "").utf8) }
                    .map { line, samples in
                        var row = LineRow(
                            school: school, schoolName: samples.first?.schoolName ?? "", line: line, samples: samples,
                            norm: norm, thresholds: thresholds[school] ?? .standard)
                        if let told = plan[school]?.first(where: { $0.line == line }), told.slotsPlanned > 0 {
                            row.slotsPlanned = told.slotsPlanned
                            row.slotsRun = told.slotsRun
                            row.skippedForTraffic =
                                told.slotsSkipped[SlotRecord.Reason.ownTraffic.rawValue, default: 0]
                        }
                        row.testsSummarised = hasOneLine || line == nil ? summed[school]?.tests ?? 0 : nil
                        return row
                    }
            }
    }
}
