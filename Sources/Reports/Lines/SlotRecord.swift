public import FoundationEssentials

/// One slot of the plan and what became of it: kept for every slot, so that the bias of giving way can be bounded.
public struct SlotRecord: Codable, Sendable, Equatable {
    /// Why a slot passed without a test of this computer's.
    public struct Reason: RawRepresentable, Codable, Sendable, Hashable {
        public var rawValue: String

        /// Any word is kept: a newer program may know more of them.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The computer itself used the line.
        public static let ownTraffic = Reason(rawValue: "own_traffic")
        /// Another computer held the line's lease: `holder` says which.
        public static let heldByAnother = Reason(rawValue: "held_by_another")
        /// The slot had been measured already.
        public static let alreadyMeasured = Reason(rawValue: "already_measured")
        /// This computer's tests of the day are used up.
        public static let agentCap = Reason(rawValue: "agent_cap")
        /// No bytes left for today.
        public static let budget = Reason(rawValue: "budget")
        /// Bytes cost money here and the week's test is done.
        public static let metered = Reason(rawValue: "metered")
        /// Not behind a gateway confirmed for the school; nothing of that network is told.
        public static let notSchoolLine = Reason(rawValue: "not_school_line")
        /// No answer from the aggregator, so no lease.
        public static let noAggregator = Reason(rawValue: "no_aggregator")
        /// The server was full, or asked for patience.
        public static let serverBusy = Reason(rawValue: "server_busy")
        /// The computer slept or was off at the moment; a missed slot is never caught up.
        public static let missed = Reason(rawValue: "missed")
        /// No default gateway.
        public static let noNetwork = Reason(rawValue: "no_network")
        /// There is a network, but its router cannot be told from another: IPv6 alone, or a tunnel.
        public static let unknownGateway = Reason(rawValue: "unknown_gateway")
        /// The region's server is not where this computer may measure, or none is known.
        public static let noServer = Reason(rawValue: "no_server")
    }

    /// `DAY/STRATUM`, such as `2026-11-22/2`; the weekly slot outside lessons is `2026-W47/out`. The same for all computers
    /// of a school.
    public var id: String
    /// The moment the plan gave.
    public var plannedAt: Date
    /// When it was decided.
    public var decidedAt: ObservedTime
    public var inLessons: Bool
    /// True when a test ran; then `reason` is nil and `test` names it.
    public var ran: Bool
    public var reason: Reason?
    /// `LineTest.id`.
    public var test: String?
    public var ownTrafficMbps: Double?
    /// Who held the lease, where the aggregator said so.
    public var holder: AgentID?
    public var medium: LineLink.Medium?
    /// The default gateway, hashed with the region's key; nil anywhere but behind a confirmed one.
    public var gateway: String?
    public var serverTests: Int?

    public init(
        id: String, plannedAt: Date, decidedAt: ObservedTime, inLessons: Bool, ran: Bool, reason: Reason? = nil,
        test: String? = nil, ownTrafficMbps: Double? = nil, holder: AgentID? = nil, medium: LineLink.Medium? = nil,
        gateway: String? = nil, serverTests: Int? = nil
    ) {
        self.id = id
        self.plannedAt = plannedAt
        self.decidedAt = decidedAt
        self.inLessons = inLessons
        self.ran = ran
        self.reason = reason
        self.test = test
        self.ownTrafficMbps = ownTrafficMbps
        self.holder = holder
        self.medium = medium
        self.gateway = gateway
        self.serverTests = serverTests
    }

    enum CodingKeys: String, CodingKey {
        case id, ran, reason, test, holder, medium, gateway
        case plannedAt = "planned_at"
        case decidedAt = "decided_at"
        case inLessons = "in_lessons"
        case ownTrafficMbps = "own_traffic_mbps"
        case serverTests = "server_tests"
    }
}
