public import FoundationEssentials
public import Reports

/// One line test as a database hands it up, to be summed up the same way over every database.
public struct LineSample: Sendable, Equatable {
    public var school: String
    public var schoolName: String
    /// From the registry.
    public var pupils: Int?
    /// As the aggregator named it in the lease; nil for a test without one.
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
    public var marks: [LineMark]

    public init(
        school: String, schoolName: String, pupils: Int? = nil, line: String? = nil, startedAt: Date,
        timeEstimated: Bool = false, downloadMbps: Double? = nil, uploadMbps: Double? = nil,
        idleLatencyMs: Double? = nil, loadedLatencyMs: Double? = nil, gatewayIdleMs: Double? = nil,
        gatewayLoadedMs: Double? = nil, inLessons: Bool? = nil, target: LineCircumstances.Target = .region,
        medium: LineLink.Medium = .unknown, verdict: LineVerdict = .unknown,
        marks: [LineMark] = []
    ) {
        self.school = school
        self.schoolName = schoolName
        self.pupils = pupils
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
        self.marks = marks
    }

    public var hasFigure: Bool { downloadMbps != nil || uploadMbps != nil }

    /// The day (UTC), counted from 1970.
    public var day: Int { Int((startedAt.timeIntervalSince1970 / 86_400).rounded(.down)) }

    /// The mark that keeps the test out of every figure of the school's line.
    public var leavingOut: LineMark? { LineMark.leavingOut.first(where: marks.contains) }

    /// Whether the test says something of the school's line: not one PC against another, nor one that is marked.
    public var counts: Bool { target != .peer && leavingOut == nil }
}

extension LineMark {
    /// The marks of a test that says nothing of the school's line, the weightiest first.
    public static let leavingOut: [LineMark] = [.notSchoolLine, .serverLimited, .pcLimited]
}

extension LineTest {
    /// Whether the test says something of the school's line, as `LineSample.counts`.
    public var countsForLine: Bool {
        circumstances?.target != .peer && !LineMark.leavingOut.contains { (marks ?? []).contains($0) }
    }
}
