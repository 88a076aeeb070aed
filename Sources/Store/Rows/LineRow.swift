public import FoundationEssentials

/// What a school's line gave over a period.
public struct LineRow: Codable, Sendable, Equatable {
    public var school: String
    public var schoolName: String
    /// Tests with at least one figure.
    public var tests: Int
    /// Tests without any.
    public var failedTests: Int
    /// Days (UTC) with a test that has a figure.
    public var days: Int
    /// Median over the period, in Mbps (10^6 bit/s) as counted by the receiver.
    public var downloadMbps: Double?
    public var uploadMbps: Double?
    /// What four tests of five exceed.
    public var downloadP20Mbps: Double?
    public var uploadP20Mbps: Double?
    /// Medians over the period, in milliseconds.
    public var idleLatencyMs: Double?
    public var loadedLatencyMs: Double?
    /// The latest test that has a figure.
    public var lastDownloadMbps: Double?
    public var lastUploadMbps: Double?
    public var lastTestAt: Date?
    /// Whether the computer's clock could not be believed for the latest test.
    public var timeEstimated: Bool

    public init(
        school: String, schoolName: String, tests: Int, failedTests: Int, days: Int, downloadMbps: Double? = nil,
        uploadMbps: Double? = nil, downloadP20Mbps: Double? = nil, uploadP20Mbps: Double? = nil,
        idleLatencyMs: Double? = nil, loadedLatencyMs: Double? = nil, lastDownloadMbps: Double? = nil,
        lastUploadMbps: Double? = nil, lastTestAt: Date? = nil, timeEstimated: Bool
    ) {
        self.school = school
        self.schoolName = schoolName
        self.tests = tests
        self.failedTests = failedTests
        self.days = days
        self.downloadMbps = downloadMbps
        self.uploadMbps = uploadMbps
        self.downloadP20Mbps = downloadP20Mbps
        self.uploadP20Mbps = uploadP20Mbps
        self.idleLatencyMs = idleLatencyMs
        self.loadedLatencyMs = loadedLatencyMs
        self.lastDownloadMbps = lastDownloadMbps
        self.lastUploadMbps = lastUploadMbps
        self.lastTestAt = lastTestAt
        self.timeEstimated = timeEstimated
    }

    enum CodingKeys: String, CodingKey {
        case school, tests, days
        case schoolName = "school_name"
        case failedTests = "failed_tests"
        case downloadMbps = "download_mbps"
        case uploadMbps = "upload_mbps"
        case downloadP20Mbps = "download_p20_mbps"
        case uploadP20Mbps = "upload_p20_mbps"
        case idleLatencyMs = "idle_latency_ms"
        case loadedLatencyMs = "loaded_latency_ms"
        case lastDownloadMbps = "last_download_mbps"
        case lastUploadMbps = "last_upload_mbps"
        case lastTestAt = "last_test_at"
        case timeEstimated = "time_estimated"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(tests, forKey: .tests)
        try values.encode(failedTests, forKey: .failedTests)
        try values.encode(days, forKey: .days)
        try values.encode(downloadMbps, forKey: .downloadMbps)
        try values.encode(uploadMbps, forKey: .uploadMbps)
        try values.encode(downloadP20Mbps, forKey: .downloadP20Mbps)
        try values.encode(uploadP20Mbps, forKey: .uploadP20Mbps)
        try values.encode(idleLatencyMs, forKey: .idleLatencyMs)
        try values.encode(loadedLatencyMs, forKey: .loadedLatencyMs)
        try values.encode(lastDownloadMbps, forKey: .lastDownloadMbps)
        try values.encode(lastUploadMbps, forKey: .lastUploadMbps)
        try values.encode(lastTestAt, forKey: .lastTestAt)
        try values.encode(timeEstimated, forKey: .timeEstimated)
    }
}
