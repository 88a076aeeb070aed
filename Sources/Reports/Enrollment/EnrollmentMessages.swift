public import FoundationEssentials

/// `POST /v1/enroll`: sent as an `Envelope` of kind `.enrollment`, signed by the new key, so that the key is proven held.
public struct EnrollmentRequest: Codable, Sendable, Equatable {
    public var publicKey: VerifyingKey
    /// `EnrollmentCode.secret`; empty with a receipt.
    public var secret: String
    /// What the region signed when it took this agent in, for one that was restored from a backup and has forgotten it.
    public var receipt: String?
    public var room: String?
    public var label: String?
    public var agentVersion: String
    /// The agent whose copied state this one began with.
    public var clonedFrom: AgentID?
    /// `FormerProof.text`, by the key of `clonedFrom`; without it the origin is only said.
    public var formerProof: String?

    public init(
        publicKey: VerifyingKey, secret: String, room: String?, label: String?, agentVersion: String,
        clonedFrom: AgentID? = nil, receipt: String? = nil, formerProof: String? = nil
    ) {
        self.formerProof = formerProof
        self.publicKey = publicKey
        self.secret = secret
        self.receipt = receipt
        self.room = room
        self.label = label
        self.agentVersion = agentVersion
        self.clonedFrom = clonedFrom
    }

    enum CodingKeys: String, CodingKey {
        case secret, room, label, receipt
        case publicKey = "public_key"
        case agentVersion = "agent_version"
        case clonedFrom = "cloned_from"
        case formerProof = "former_proof"
    }
}

/// The answer to `POST /v1/enroll`.
public struct EnrollmentResponse: Codable, Sendable, Equatable {
    public var regionKey: VerifyingKey
    /// An `Envelope` of kind `.receipt` over `EnrollmentReceipt`, signed by the region key.
    public var receipt: String
    /// The key, base64url, by which the region's agents hash serials and machine components. Kept 0600, never reported.
    public var hashKey: String
    /// Where to measure the line: `ws://HOST:PORT`.
    public var lineTestServer: String?
    /// Statements on the region's servers, envelopes of kind `.trust`.
    public var trust: [String]?
    /// Whether the region has taken the agent in beyond the number it expected: its reports wait for approval.
    public var waiting: Bool?

    public init(
        regionKey: VerifyingKey, receipt: String, hashKey: String, lineTestServer: String?, trust: [String]? = nil,
        waiting: Bool? = nil
    ) {
        self.trust = trust
        self.waiting = waiting
        self.regionKey = regionKey
        self.receipt = receipt
        self.hashKey = hashKey
        self.lineTestServer = lineTestServer
    }

    enum CodingKeys: String, CodingKey {
        case receipt, trust, waiting
        case regionKey = "region_key"
        case hashKey = "hash_key"
        case lineTestServer = "line_test_server"
    }
}

/// What a region signs when it takes an agent in: on it a restored or moved aggregator readmits the agent.
public struct EnrollmentReceipt: Codable, Sendable, Equatable {
    public var agent: AgentID
    public var publicKey: VerifyingKey
    public var school: String
    public var issuedAt: Date
    /// True when the agent was taken in beyond the expected number, so that its receipt is no way around the approval.
    public var waiting: Bool?

    public init(agent: AgentID, publicKey: VerifyingKey, school: String, issuedAt: Date, waiting: Bool? = nil) {
        self.waiting = waiting
        self.agent = agent
        self.publicKey = publicKey
        self.school = school
        self.issuedAt = issuedAt
    }

    enum CodingKeys: String, CodingKey {
        case agent, school, waiting
        case publicKey = "public_key"
        case issuedAt = "issued_at"
    }
}
