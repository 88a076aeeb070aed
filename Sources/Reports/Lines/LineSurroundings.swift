/// Latency to the school's own router, beside the latency to the test server. Milliseconds.
public struct GatewayLatency: Codable, Sendable, Equatable {
    /// Whether any probe was answered; a router may answer none, which says nothing bad of it.
    public var answered: Bool
    /// Median before the load.
    public var idleMs: Double?
    /// 95th percentile under load.
    public var loadedMs: Double?
    public var jitterMs: Double?
    /// Share of probes without an answer while idle, from 0 to 1; nil where none was ever answered.
    public var loss: Double?

    public init(
        answered: Bool, idleMs: Double? = nil, loadedMs: Double? = nil, jitterMs: Double? = nil, loss: Double? = nil
    ) {
        self.answered = answered
        self.idleMs = idleMs
        self.loadedMs = loadedMs
        self.jitterMs = jitterMs
        self.loss = loss
    }

    enum CodingKeys: String, CodingKey {
        case answered, loss
        case idleMs = "idle_ms"
        case loadedMs = "loaded_ms"
        case jitterMs = "jitter_ms"
    }
}

/// Whether names are found and pages are who they say.
public struct NameAndPortal: Codable, Sendable, Equatable {
    /// How long a name took, in milliseconds; nil where none was found.
    public var nameMs: Double?
    /// Why no name was found.
    public var nameProblem: String?
    /// Whether somebody else's page answered; nil where it was not looked for.
    public var captive: Bool?

    public init(nameMs: Double? = nil, nameProblem: String? = nil, captive: Bool? = nil) {
        self.nameMs = nameMs
        self.nameProblem = nameProblem
        self.captive = captive
    }

    enum CodingKeys: String, CodingKey {
        case captive
        case nameMs = "name_ms"
        case nameProblem = "name_problem"
    }
}

/// Whether a learning platform can be reached, step by step; no page content is read.
public struct PlatformReach: Codable, Sendable, Equatable {
    /// As the region's list calls it, such as `Kundelik`.
    public var platform: String
    public var host: String
    /// Milliseconds of each step; nil from the step on that failed.
    public var nameMs: Double?
    public var connectMs: Double?
    public var tlsMs: Double?
    public var firstByteMs: Double?
    /// Which step failed and why.
    public var problem: String?

    public init(
        platform: String, host: String, nameMs: Double? = nil, connectMs: Double? = nil, tlsMs: Double? = nil,
        firstByteMs: Double? = nil, problem: String? = nil
    ) {
        self.platform = platform
        self.host = host
        self.nameMs = nameMs
        self.connectMs = connectMs
        self.tlsMs = tlsMs
        self.firstByteMs = firstByteMs
        self.problem = problem
    }

    enum CodingKeys: String, CodingKey {
        case platform, host, problem
        case nameMs = "name_ms"
        case connectMs = "connect_ms"
        case tlsMs = "tls_ms"
        case firstByteMs = "first_byte_ms"
    }
}

/// Under which circumstances a line test ran.
public struct LineCircumstances: Codable, Sendable, Equatable {
    /// Against what: the region's own server, M-Lab's, or another PC of the school.
    public enum Target: String, Codable, Sendable, CaseIterable {
        case region
        case mlab
        case peer
        /// Against what only a newer program knows: enters no figure.
        case other
        /// A word of a newer program reads as `other`.
        public init(from decoder: any Decoder) throws {
            let word = try decoder.singleValueContainer().decode(String.self)
            self = Target(rawValue: word) ?? .other
        }
    }

    public var target: Target
    /// The slot it ran in, as `SlotRecord.id`; nil for a test by hand.
    public var slot: String?
    /// The lease it ran under.
    public var lease: String?
    /// The school's line, as the aggregator named it in the lease.
    public var line: String?
    /// True in lessons (what is left beside the pupils: residual), false outside (what the line can: capacity), nil when
    /// nobody knows the school's day.
    public var inLessons: Bool?
    /// What the computer itself moved just before, both directions together.
    public var ownTrafficMbps: Double?
    /// The default gateway, hashed with the region's key.
    public var gateway: String?
    /// Tests that the server ran when this one began, itself included, and how many it takes.
    public var serverTests: Int?
    public var serverTestLimit: Int?

    public init(
        target: Target = .region, slot: String? = nil, lease: String? = nil, line: String? = nil,
        inLessons: Bool? = nil, ownTrafficMbps: Double? = nil, gateway: String? = nil, serverTests: Int? = nil,
        serverTestLimit: Int? = nil
    ) {
        self.target = target
        self.slot = slot
        self.lease = lease
        self.line = line
        self.inLessons = inLessons
        self.ownTrafficMbps = ownTrafficMbps
        self.gateway = gateway
        self.serverTests = serverTests
        self.serverTestLimit = serverTestLimit
    }

    enum CodingKeys: String, CodingKey {
        case target, slot, lease, line, gateway
        case inLessons = "in_lessons"
        case ownTrafficMbps = "own_traffic_mbps"
        case serverTests = "server_tests"
        case serverTestLimit = "server_test_limit"
    }
}
