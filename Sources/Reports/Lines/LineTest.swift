/// One measurement of a line, as the technician and the planner read it.
///
/// Rates are in Mbps (10^6 bit/s) as counted by the receiver, latencies in milliseconds, `loss` a share from 0 to 1.
public struct LineTest: Codable, Sendable, Equatable {
    /// A random UUID given when the test starts.
    public var id: String
    public var startedAt: ObservedTime
    /// The steady rate where one was found, else the mean: `download` and `upload` hold both.
    public var downloadMbps: Double?
    public var uploadMbps: Double?
    /// Median TCP connect time to the test server before the test.
    public var idleLatencyMs: Double?
    /// 95th percentile of TCP connect times while the line was loaded.
    public var loadedLatencyMs: Double?
    public var jitterMs: Double?
    /// Retransmitted share of the bytes sent in the direction that carried them.
    public var loss: Double?
    public var bytesReceived: Int
    public var bytesSent: Int
    public var stoppedEarly: Bool
    /// Why the line is as it is; `unknown` where too little was seen.
    public var verdict: LineVerdict
    /// How it was measured: `ndt7`.
    public var method: String
    /// The server measured against, as a URL without query.
    public var server: String
    /// What went wrong, when a direction has no figure.
    public var problem: String?
    /// More of each direction; nil where it never began.
    public var download: LineRate?
    public var upload: LineRate?
    public var gateway: GatewayLatency?
    public var link: LineLink?
    public var names: NameAndPortal?
    public var platforms: [PlatformReach]?
    public var circumstances: LineCircumstances?
    /// What to know before using the figures; empty or nil when there is nothing.
    public var marks: [LineMark]?

    public init(
        id: String, startedAt: ObservedTime, downloadMbps: Double? = nil, uploadMbps: Double? = nil,
        idleLatencyMs: Double? = nil, loadedLatencyMs: Double? = nil, jitterMs: Double? = nil, loss: Double? = nil,
        bytesReceived: Int = 0, bytesSent: Int = 0, stoppedEarly: Bool = false, verdict: LineVerdict = .unknown,
        method: String = "ndt7", server: String, problem: String? = nil, download: LineRate? = nil,
        upload: LineRate? = nil, gateway: GatewayLatency? = nil, link: LineLink? = nil, names: NameAndPortal? = nil,
        platforms: [PlatformReach]? = nil, circumstances: LineCircumstances? = nil, marks: [LineMark]? = nil
    ) {
        self.id = id
        self.startedAt = startedAt
        self.downloadMbps = downloadMbps
        self.uploadMbps = uploadMbps
        self.idleLatencyMs = idleLatencyMs
        self.loadedLatencyMs = loadedLatencyMs
        self.jitterMs = jitterMs
        self.loss = loss
        self.bytesReceived = bytesReceived
        self.bytesSent = bytesSent
        self.stoppedEarly = stoppedEarly
        self.verdict = verdict
        self.method = method
        self.server = server
        self.problem = problem
        self.download = download
        self.upload = upload
        self.gateway = gateway
        self.link = link
        self.names = names
        self.platforms = platforms
        self.circumstances = circumstances
        self.marks = marks
    }

    enum CodingKeys: String, CodingKey {
        case id, loss, verdict, method, server, problem, download, upload, gateway, link, names, platforms,
            circumstances
        case marks
        case startedAt = "started_at"
        case downloadMbps = "download_mbps"
        case uploadMbps = "upload_mbps"
        case idleLatencyMs = "idle_latency_ms"
        case loadedLatencyMs = "loaded_latency_ms"
        case jitterMs = "jitter_ms"
        case bytesReceived = "bytes_received"
        case bytesSent = "bytes_sent"
        case stoppedEarly = "stopped_early"
    }
}
