public import FoundationEssentials

/// One line test as a database hands it up, to be summed up the same way over every database.
public struct LineSample: Sendable, Equatable {
    public var school: String
    public var schoolName: String
    public var startedAt: Date
    public var timeEstimated: Bool
    public var downloadMbps: Double?
    public var uploadMbps: Double?
    public var idleLatencyMs: Double?
    public var loadedLatencyMs: Double?

    public init(
        school: String, schoolName: String, startedAt: Date, timeEstimated: Bool, downloadMbps: Double?,
        uploadMbps: Double?, idleLatencyMs: Double?, loadedLatencyMs: Double?
    ) {
        self.school = school
        self.schoolName = schoolName
        self.startedAt = startedAt
        self.timeEstimated = timeEstimated
        self.downloadMbps = downloadMbps
        self.uploadMbps = uploadMbps
        self.idleLatencyMs = idleLatencyMs
        self.loadedLatencyMs = loadedLatencyMs
    }

    private var hasFigure: Bool { downloadMbps != nil || uploadMbps != nil }

    /// One row a school, in the order of their ids.
    public static func rows(of samples: [LineSample]) -> [LineRow] {
        Dictionary(grouping: samples, by: \.school).sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { row(school: $0.key, samples: $0.value) }
    }

    private static func row(school: String, samples: [LineSample]) -> LineRow {
        let measured = samples.filter(\.hasFigure)
        let latest = measured.max { $0.startedAt < $1.startedAt }
        let download = measured.compactMap(\.downloadMbps)
        let upload = measured.compactMap(\.uploadMbps)
        return LineRow(
            school: school, schoolName: samples.first?.schoolName ?? "", tests: measured.count,
            failedTests: samples.count - measured.count,
            days: Set(measured.map { Int(($0.startedAt.timeIntervalSince1970 / 86_400).rounded(.down)) }).count,
            downloadMbps: Statistics.median(download), uploadMbps: Statistics.median(upload),
            downloadP20Mbps: Statistics.percentile(20, of: download),
            uploadP20Mbps: Statistics.percentile(20, of: upload),
            idleLatencyMs: Statistics.median(measured.compactMap(\.idleLatencyMs)),
            loadedLatencyMs: Statistics.median(measured.compactMap(\.loadedLatencyMs)),
            lastDownloadMbps: latest?.downloadMbps, lastUploadMbps: latest?.uploadMbps,
            lastTestAt: latest?.startedAt, timeEstimated: latest?.timeEstimated ?? false)
    }
}
