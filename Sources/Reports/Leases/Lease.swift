/// The right to test one line for a short while; one computer holds it.
public struct Lease: Codable, Sendable, Equatable {
    public var id: String
    /// Which of the school's lines, as the aggregator names it.
    public var line: String
    /// How long it runs, from when the answer was sent. Who crashes holding it blocks the line no longer than this.
    public var seconds: Int
    /// Where to measure: `ws://HOST:PORT`.
    public var server: String
    /// Opens the server to this test: goes into the query as `access_token`. Empty for who only listens.
    public var token: String
    /// Whether this test is one of every Nth that run in full.
    public var full: Bool
    /// Payload bytes that both directions together may take.
    public var byteAllowance: Int?
    /// Whether a test against M-Lab may follow: the line's own count of those, whichever computers make them. An agent on a
    /// metered link makes none. Nil from an aggregator that does not count them.
    public var mlab: Bool?
    /// A second part for the LAN question, asked of another PC of the school under the same lease.
    public var peer: Peer?

    /// The LAN question: one PC listens for the time of the lease, the other measures against it.
    public struct Peer: Codable, Sendable, Equatable {
        public enum Role: String, Codable, Sendable {
            case measure
            case listen
        }

        public var role: Role
        /// Once: the listener takes one test each way with it.
        public var token: String
        /// `ws://HOST:PORT` of the listener, once it is open.
        public var server: String?

        public init(role: Role, token: String, server: String? = nil) {
            self.role = role
            self.token = token
            self.server = server
        }
    }

    public init(
        id: String, line: String, seconds: Int, server: String, token: String, full: Bool = false,
        byteAllowance: Int? = nil, mlab: Bool? = nil, peer: Peer? = nil
    ) {
        self.id = id
        self.line = line
        self.seconds = seconds
        self.server = server
        self.token = token
        self.full = full
        self.byteAllowance = byteAllowance
        self.mlab = mlab
        self.peer = peer
    }

    enum CodingKeys: String, CodingKey {
        case id, line, seconds, server, token, full, mlab, peer
        case byteAllowance = "byte_allowance"
    }
}

/// The answer to `POST /v1/leases`: a lease, or why there is none.
public struct LeaseResponse: Codable, Sendable, Equatable {
    public var lease: Lease?
    /// Why not now, in the words of a slot's record.
    public var refusal: SlotRecord.Reason?
    public var holder: AgentID?
    /// Seconds until it is worth asking again for the same slot, or under the same lease; nil when it is not. Without a
    /// lease and a refusal the lease asked about is over.
    public var retryAfter: Int?
    /// Hashes of the gateways confirmed for the agent's school: behind any other nothing is tested.
    public var gateways: [String]
    /// True asks the agent, which stands behind an unconfirmed gateway, to name it in its next request: the school's own
    /// seems to have been replaced.
    public var nameGateway: Bool?

    public init(
        lease: Lease? = nil, refusal: SlotRecord.Reason? = nil, holder: AgentID? = nil, retryAfter: Int? = nil,
        gateways: [String] = [], nameGateway: Bool? = nil
    ) {
        self.lease = lease
        self.refusal = refusal
        self.holder = holder
        self.retryAfter = retryAfter
        self.gateways = gateways
        self.nameGateway = nameGateway
    }

    enum CodingKeys: String, CodingKey {
        case lease, refusal, holder, gateways
        case retryAfter = "retry_after"
        case nameGateway = "name_gateway"
    }
}
