public import FoundationEssentials
public import Reports

/// One line test as a database hands it up, to be summed up the same way over every database.
public struct LineSample: Sendable, Equatable {
    /// By the gateway confirmed for the school; nil for a test from behind any other.
    public var line: String?
    public var startedAt: Date
    public var timeEstimated: Bool
    public var downloadMbps: Double?
    public var uploadMbps: Double?
    public var idleLatencyMs: Double?
    public var loadedLatencyMs: Double?
    /// To the school's own router; nil where it answered no probe.
    public var gatewayIdleMs: Double?
    public var gatewayLoadedMs: Double?
    /// nil where nobody knows the school's day.
    public var inLessons: Bool?
    public var target: LineCircumstances.Target
    public var medium: LineLink.Medium
    public var verdict: LineVerdict
    /// What keeps the test out of every figure of the school's line.
    public var leftOut: LineTestStanding.LeftOut?
    /// Nothing but latency was asked.
    public var isLatencyOnly: Bool
    /// Whether the upload is only what the line gives at least.
    public var uploadIsBound: Bool

    public init(
        line: String? = nil, startedAt: Date, timeEstimated: Bool = false, downloadMbps: Double? = nil,
        uploadMbps: Double? = nil, idleLatencyMs: Double? = nil, loadedLatencyMs: Double? = nil,
        gatewayIdleMs: Double? = nil, gatewayLoadedMs: Double? = nil, inLessons: Bool? = nil,
        target: LineCircumstances.Target = .region, medium: LineLink.Medium = .unknown,
        verdict: LineVerdict = .unknown, leftOut: LineTestStanding.LeftOut? = nil, isLatencyOnly: Bool = false,
        uploadIsBound: Bool = false
    ) {
        self.line = line
        self.startedAt = startedAt
        self.timeEstimated = timeEstimated
        self.downloadMbps = downloadMbps
        self.uploadMbps = uploadMbps
        self.idleLatencyMs = idleLatencyMs
        self.loadedLatencyMs = loadedLatencyMs
        self.gatewayIdleMs = gatewayIdleMs
        self.gatewayLoadedMs = gatewayLoadedMs
        self.inLessons = inLessons
        self.target = target
        self.medium = medium
        self.verdict = verdict
        self.leftOut = leftOut
        self.isLatencyOnly = isLatencyOnly
        self.uploadIsBound = uploadIsBound
    }

    public var hasFigure: Bool { downloadMbps != nil || uploadMbps != nil }

    /// The day (UTC), counted from 1970.
    public var day: Int { Int((startedAt.timeIntervalSince1970 / 86_400).rounded(.down)) }

    /// Whether the test's rates and verdict are the line's: against the region's own server, and not left out.
    public var counts: Bool { target == .region && leftOut == nil && !isLatencyOnly }

    /// The upload where it is the line's rate.
    public var settledUploadMbps: Double? { uploadIsBound ? nil : uploadMbps }

    /// Whether its rates are what the line gives, or gives at least.
    public var givesAtLeast: Bool { counts || target == .region && leftOut?.isBound == true }

    /// Whether its latencies are: one that asked for nothing else tells of latency as well as any.
    public var tellsLatency: Bool { target == .region && leftOut == nil }

    /// Whether the school's router answered and no way led on to the Internet.
    public var foundNoInternet: Bool { [.outage, .dns, .captive].contains(verdict) && !hasFigure }
}
