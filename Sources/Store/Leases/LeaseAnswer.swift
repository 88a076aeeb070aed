public import FoundationEssentials
public import Reports

/// How an ask was answered, committed.
public struct LeaseAnswer: Sendable, Equatable {
    public enum Outcome: Sendable, Equatable {
        /// The agent may test: it asked, or its turn in a pair has come. With `HeldLease.peer` it measures the LAN too.
        case test(HeldLease)
        /// The agent may listen for the LAN question.
        case listen(HeldLease)
        case refused(SlotRecord.Reason, holder: AgentID?, retryAfter: Int?)
        /// What was told is taken; there is nothing to hand out.
        case noted
        /// The lease named is not the agent's, or is over.
        case over
        /// The request has been answered before.
        case replayed
        case unknownAgent
        case revoked
        /// The agent waits for approval.
        case waiting
    }

    public var outcome: Outcome
    /// Hashes of the gateways confirmed for the agent's school.
    public var gateways: [String]
    /// Whether the agent is to name the gateway it stands behind.
    public var nameGateway: Bool

    public init(_ outcome: Outcome, gateways: [String] = [], nameGateway: Bool = false) {
        self.outcome = outcome
        self.gateways = gateways
        self.nameGateway = nameGateway
    }
}

/// An operator's word that the school's gateway was replaced: the next one named is confirmed.
public struct GatewayOpening: Sendable, Equatable {
    public var school: String
    /// For which line; nil only where the school has no more than one.
    public var line: String?
    public var openedAt: Date
    public var until: Date
    /// The operator's account.
    public var openedBy: String

    public init(school: String, line: String? = nil, openedAt: Date, until: Date, openedBy: String) {
        self.school = school
        self.line = line
        self.openedAt = openedAt
        self.until = until
        self.openedBy = openedBy
    }
}
