public import FoundationEssentials
internal import Reports

/// What one of a school's lines gave over a period, what that means, and what it was held against.
///
/// No figure counts a test that was left out (`LineTestStanding.LeftOut`); rates, norm and verdict are those of tests against
/// the region's own server.
public struct LineRow: Sendable, Equatable {
    public var school: String
    public var schoolName: String
    /// As the aggregator named it; nil for tests that are confirmed for none of several lines, or where there is none yet.
    public var line: String?
    /// From the registry, as are the contracted rates.
    public var provider: String?
    public var medium: String?
    public var contractedDownloadMbps: Double?
    public var contractedUploadMbps: Double?
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
    /// A 95 % interval of the median download, by drawing days anew (`DayBootstrap`); nil below six tests.
    public var downloadLowMbps: Double?
    public var downloadHighMbps: Double?
    /// What four tests of five exceed.
    public var downloadP20Mbps: Double?
    public var uploadP20Mbps: Double?
    /// Medians of tests in lessons: what is left beside the pupils.
    public var residualDownloadMbps: Double?
    public var residualUploadMbps: Double?
    /// What four tests of five in lessons exceed.
    public var residualP20Mbps: Double?
    /// Median and 20th percentile in lessons as if the line had given nothing in each slot that was passed over: neither of the
    /// true ones is below.
    public var residualLowMbps: Double?
    public var residualP20LowMbps: Double?
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
    /// Of the slots in lessons that say anything of the line's rate, the share that was passed over while the line was in use or
    /// did not answer.
    public var skippedShare: Double?
    public var uptime: LineUptime
    /// Of the school: days on which all its computers fell silent together, of those on which that could have been seen. Nil
    /// where no computer told of a slot.
    public var silentDays: Int?
    public var watchedDays: Int?
    public var norm: NormCheck
    public var contract: ContractCheck
    public var diagnosis: LineDiagnosis
    public var gigaClass: GigaClass

    /// - Parameters:
    ///   - registered: the line in the registry.
    ///   - history: what was measured of it.
    ///   - period: the rest of what the period left of the school's lines.
    init(
        _ school: LineSchool, line: String?, registered: RegisteredLine?, history: LineHistory, in period: SchoolLines
    ) {
        self.school = school.id
        schoolName = school.name
        self.line = line
        pupils = school.pupils
        provider = registered?.provider
        medium = registered?.medium
        contractedDownloadMbps = registered?.contractedDownloadMbps
        contractedUploadMbps = registered?.contractedUploadMbps
        tests = history.measured
        failedTests = history.tests - history.measured
        latencyTests = history.latencyTests
        testsLeftOut = Dictionary(
            uniqueKeysWithValues: LineTestStanding.LeftOut.allCases.map { ($0.rawValue, history.leftOut[$0] ?? 0) })
        days = history.measuredDays
        downloadMbps = history.all.downloadMbps
        uploadMbps = history.all.uploadMbps
        downloadAtLeastMbps = history.downloadAtLeastMbps
        uploadAtLeastMbps = history.uploadAtLeastMbps
        downloadLowMbps = history.all.downloadInterval?.lowerBound
        downloadHighMbps = history.all.downloadInterval?.upperBound
        downloadP20Mbps = history.all.downloadP20Mbps
        uploadP20Mbps = history.uploadP20Mbps
        residualDownloadMbps = history.lessons.downloadMbps
        residualUploadMbps = history.lessons.uploadMbps
        residualP20Mbps = history.lessons.downloadP20Mbps
        residualLowMbps = history.lessonPercentile(50)
        residualP20LowMbps = history.lessonPercentile(20)
        capacityDownloadMbps = history.outside.downloadMbps
        capacityUploadMbps = history.outside.uploadMbps
        lanMbps = history.peers.downloadMbps
        mlabTests = history.mlab.count
        mlabDownloadMbps = history.mlab.downloadMbps
        idleLatencyMs = history.idleLatencyMs
        loadedLatencyMs = history.loadedLatencyMs
        gatewayIdleMs = history.gatewayIdleMs
        gatewayLoadedMs = history.gatewayLoadedMs
        lastDownloadMbps = history.last?.downloadMbps
        lastUploadMbps = history.last?.uploadMbps
        lastTestAt = history.last?.at
        timeEstimated = history.last?.timeEstimated ?? false
        slotsPlanned = history.plan?.planned
        slotsRun = history.plan?.run
        skippedForTraffic = history.plan?.ownTraffic
        skippedShare = history.plan?.hiddenShare
        uptime = LineUptime(history)
        silentDays = history.plan.map { _ in period.silence.silent }
        watchedDays = history.plan.map { _ in period.silence.watched }
        gigaClass = GigaClass(history)
        norm = NormCheck(school.norm, pupils: school.pupils, history: history, thresholds: school.thresholds)
        contract = ContractCheck(registered, history: history, thresholds: school.thresholds)
        diagnosis = LineDiagnosis(
            history, norm: norm, contractedMbps: registered?.contractedDownloadMbps, silence: period.silence,
            thresholds: school.thresholds)
    }

    /// One row per line: those that the period tells of, and those of the registry that it does not.
    ///
    /// What names no line stands with the registry's only one. A school of whose tests nothing but summaries is left has a row
    /// without figures.
    public static func rows(of school: LineSchool, _ period: SchoolLines) -> [LineRow] {
        var told = period.lines
        let registered = Dictionary(school.lines.map { ($0.id, $0) }) { first, _ in first }
        if told.count == 1, told[0].line == nil, school.lines.count == 1 { told[0].line = school.lines[0].id }
        let names = Set(told.compactMap(\.line))
        told += school.lines.filter { !names.contains($0.id) }.map {
            SchoolLines.Line(line: $0.id, history: LineHistory())
        }
        if told.isEmpty, period.testsSummarised > 0 { told = [SchoolLines.Line(line: nil, history: LineHistory())] }
        let hasOneLine = told.count { $0.line != nil } <= 1
        return told.sorted { ($0.line ?? "").utf8.lexicographicallyPrecedes(($1.line ?? "").utf8) }
            .map { line in
                var row = LineRow(
                    school, line: line.line, registered: line.line.flatMap { registered[$0] }, history: line.history,
                    in: period)
                row.testsSummarised = hasOneLine || line.line == nil ? period.testsSummarised : nil
                return row
            }
    }

    /// Whether the row is what a question asked for.
    public func passes(_ filters: QueryFilters) -> Bool {
        (!filters.belowNorm || norm.isMet == false) && (!filters.belowContract || contract.isMet == false)
            && (filters.cause == nil || filters.cause == diagnosis.verdict)
            && (filters.remedy == nil || filters.remedy == diagnosis.remedy)
    }
}

extension LineHistory {
    /// A percentile in lessons where each slot that was passed over counts as one in which the line gave nothing; nil without
    /// any test there.
    fileprivate func lessonPercentile(_ percent: Double) -> Double? {
        guard !lessonDownloads.isEmpty else { return nil }
        let nothing = Array(repeating: 0.0, count: plan?.hidden ?? 0)
        return Statistics.percentile(percent, ofSorted: nothing + lessonDownloads)
    }
}
