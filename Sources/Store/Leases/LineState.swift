public import FoundationEssentials
public import Reports

/// A lease as the store holds it, while it keeps its line.
public struct HeldLease: Sendable, Equatable {
    public var id: String
    /// 1, or 2 for the second computer of a pair, which tests after the first under the same lease.
    public var part: Int
    public var line: String
    public var agent: AgentID
    public var slot: String?
    public var medium: LineLink.Medium?
    public var grantedAt: Date
    public var expiresAt: Date
    public var full: Bool
    public var byteAllowance: Int
    /// Whether it was asked for to measure latency alone.
    public var latencyOnly: Bool
    /// Whether a test against M-Lab may follow.
    public var mlab: Bool
    /// Set when the LAN question is asked under it.
    public var peer: Peer?

    /// The listener of the LAN question, as far as there is one.
    public struct Peer: Sendable, Equatable {
        public var token: String
        public var agent: AgentID?
        public var medium: LineLink.Medium?
        /// `ws://HOST:PORT`, once it is open.
        public var server: String?
        /// Whether the holder was told where it is.
        public var isTold: Bool

        public init(
            token: String, agent: AgentID? = nil, medium: LineLink.Medium? = nil, server: String? = nil,
            isTold: Bool = false
        ) {
            self.token = token
            self.agent = agent
            self.medium = medium
            self.server = server
            self.isTold = isTold
        }
    }

    public init(
        id: String, part: Int = 1, line: String, agent: AgentID, slot: String? = nil, medium: LineLink.Medium? = nil,
        grantedAt: Date, expiresAt: Date, full: Bool, byteAllowance: Int, latencyOnly: Bool = false, mlab: Bool = false,
        peer: Peer? = nil
    ) {
        self.id = id
        self.part = part
        self.line = line
        self.agent = agent
        self.slot = slot
        self.medium = medium
        self.grantedAt = grantedAt
        self.expiresAt = expiresAt
        self.full = full
        self.byteAllowance = byteAllowance
        self.latencyOnly = latencyOnly
        self.mlab = mlab
        self.peer = peer
    }

    /// Whole seconds that are left of it, at least 0.
    public func secondsLeft(at now: Date) -> Int { max(0, Int(expiresAt.timeIntervalSince(now))) }
}

/// What a decision about one line and one agent rests on.
public struct LineState: Sendable, Equatable {
    /// Another live agent seen behind the line.
    public struct Neighbour: Sendable, Equatable {
        public var agent: AgentID
        public var medium: LineLink.Medium?
        public var mayListen: Bool

        public init(agent: AgentID, medium: LineLink.Medium? = nil, mayListen: Bool) {
            self.agent = agent
            self.medium = medium
            self.mayListen = mayListen
        }
    }

    /// The lease that keeps the line, its grace included.
    public var held: HeldLease?
    /// Whether a lease of the slot asked for was released with a test.
    public var slotMeasured: Bool
    /// Tests granted on the line so far, those of latency alone not counted.
    public var granted: Int
    /// Tests granted to the agent within 24 hours.
    public var grantedToAgent: Int
    /// Granted within 24 hours with a test against M-Lab.
    public var grantedWithMLab: Int
    /// Since the month began; a lease that was not released counts with its allowance.
    public var bytesUsed: Int
    public var neighbours: [Neighbour]
    /// When the LAN question was last answered.
    public var lanAnsweredAt: Date?

    public init(
        held: HeldLease? = nil, slotMeasured: Bool = false, granted: Int = 0, grantedToAgent: Int = 0,
        grantedWithMLab: Int = 0, bytesUsed: Int = 0, neighbours: [Neighbour] = [], lanAnsweredAt: Date? = nil
    ) {
        self.held = held
        self.slotMeasured = slotMeasured
        self.granted = granted
        self.grantedToAgent = grantedToAgent
        self.grantedWithMLab = grantedWithMLab
        self.bytesUsed = bytesUsed
        self.neighbours = neighbours
        self.lanAnsweredAt = lanAnsweredAt
    }
}
