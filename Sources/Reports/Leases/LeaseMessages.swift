/// What an agent asks of `POST /v1/leases`: an envelope of kind `.lease` holds one.
public struct LeaseRequest: Codable, Sendable, Equatable {
    public enum Ask: String, Codable, Sendable, CaseIterable {
        /// The right to test the line now.
        case test
        /// The lease's test is over; how many bytes it took.
        case release
        /// This computer's listener for the LAN question is open at `listening`.
        case listening
        /// Whether the peer's listener is open: who holds a lease with a peer part asks until it is. Who listens asks too,
        /// until the lease is over: once the holder is done, the answer may be the test of the pair (wired against Wi-Fi),
        /// a lease of the same id without a peer part.
        case peer
    }

    public var agent: AgentID
    public var ask: Ask
    /// By the agent's clocks; says also which boot it is.
    public var askedAt: ObservedTime
    /// 128 random bits in lower-case hexadecimal: a request counts once.
    public var nonce: String
    /// `SlotRecord.id`; nil for a test by hand (`once`).
    public var slot: String?
    public var inLessons: Bool?
    /// The hashed gateway; only one that is confirmed, or was there at enrolment, or that the aggregator asked for.
    public var gateway: String?
    /// Whether this computer stands behind a gateway that is not confirmed: all that is told of it.
    public var elsewhere: Bool?
    /// Whether `gateway` is the one this computer was enrolled behind.
    public var enrolledHere: Bool?
    public var medium: LineLink.Medium?
    /// Whether this computer may open a listener for the LAN question.
    public var mayListen: Bool?
    /// Whether only latency is to be measured, such as where bytes cost money: also that needs the line for itself.
    public var latencyOnly: Bool?
    /// For `release`, `listening` and `peer`.
    public var lease: String?
    public var bytes: Int?
    /// `LineTest.id` of the test that ran under the lease, nil when none did.
    public var test: String?
    /// `HOST:PORT`.
    public var listening: String?

    public init(
        agent: AgentID, ask: Ask, askedAt: ObservedTime, nonce: String, slot: String? = nil, inLessons: Bool? = nil,
        gateway: String? = nil, elsewhere: Bool? = nil, enrolledHere: Bool? = nil, medium: LineLink.Medium? = nil,
        mayListen: Bool? = nil, latencyOnly: Bool? = nil, lease: String? = nil, bytes: Int? = nil, test: String? = nil,
        listening: String? = nil
    ) {
        self.agent = agent
        self.ask = ask
        self.askedAt = askedAt
        self.nonce = nonce
        self.slot = slot
        self.inLessons = inLessons
        self.gateway = gateway
        self.elsewhere = elsewhere
        self.enrolledHere = enrolledHere
        self.medium = medium
        self.mayListen = mayListen
        self.latencyOnly = latencyOnly
        self.lease = lease
        self.bytes = bytes
        self.test = test
        self.listening = listening
    }

    enum CodingKeys: String, CodingKey {
        case agent, ask, nonce, slot, gateway, elsewhere, medium, lease, bytes, test, listening
        case askedAt = "asked_at"
        case inLessons = "in_lessons"
        case enrolledHere = "enrolled_here"
        case mayListen = "may_listen"
        case latencyOnly = "latency_only"
    }
}
