internal import FoundationEssentials
internal import Reports

/// A line test as it is kept with a dispute: whatever becomes of the test itself, this stays.
public struct EvidenceTest: Codable, Sendable, Equatable {
    /// In seconds since 1970.
    public var startedAt: Int
    public var line: String?
    public var downloadMbps: Double?
    public var uploadMbps: Double?
    public var idleLatencyMs: Double?
    public var loadedLatencyMs: Double?
    public var inLessons: Bool?
    public var verdict: String
    /// Why it counts for no figure; nil where it counts.
    public var leftOut: String?

    enum CodingKeys: String, CodingKey {
        case line, verdict
        case startedAt = "started_at"
        case downloadMbps = "download_mbps"
        case uploadMbps = "upload_mbps"
        case idleLatencyMs = "idle_latency_ms"
        case loadedLatencyMs = "loaded_latency_ms"
        case inLessons = "in_lessons"
        case leftOut = "left_out"
    }

    public init(_ sample: LineSample) {
        startedAt = Int(sample.startedAt.timeIntervalSince1970)
        line = sample.line
        downloadMbps = sample.downloadMbps
        uploadMbps = sample.uploadMbps
        idleLatencyMs = sample.idleLatencyMs
        loadedLatencyMs = sample.loadedLatencyMs
        inLessons = sample.inLessons
        verdict = sample.verdict.rawValue
        leftOut = sample.leftOut?.rawValue
    }
}
