public import FoundationEssentials

/// What a region answers to a bundle, signed by the region's key as an envelope of kind `.acknowledgement`: the same words
/// as over the wire, for an agent that the wire does not reach.
///
/// An acknowledgement file holds one envelope a line, for as many agents; each agent takes its own.
public struct Acknowledgement: Codable, Sendable, Equatable {
    /// For whom it is.
    public var agent: AgentID
    /// The region's clock, signed: what an agent may set its reckoning by.
    public var serverTime: Date
    /// What is durably stored of the streams that the bundle named.
    public var accepted: [AcceptedStream]
    /// What will never be taken.
    public var refused: [RefusedNumber]
    /// The agent's receipt, when its first bundle has enrolled it: an envelope of kind `.receipt`.
    public var receipt: String?
    public var storeEpoch: String
    /// True asks for a whole scan in the next report, because the region's table of devices differs from the agent's.
    public var sendFull: Bool?
    /// True orders this computer to take a key of its own.
    public var rekey: Bool?
    /// The newest settings of the agent's school: an envelope of kind `.settings`.
    public var settings: String?
    /// Statements on the region's servers: envelopes of kind `.trust`.
    public var trust: [String]

    public init(
        agent: AgentID, serverTime: Date, accepted: [AcceptedStream], refused: [RefusedNumber] = [],
        receipt: String? = nil, storeEpoch: String, sendFull: Bool? = nil, rekey: Bool? = nil,
        settings: String? = nil, trust: [String] = []
    ) {
        self.agent = agent
        self.serverTime = serverTime
        self.accepted = accepted
        self.refused = refused
        self.receipt = receipt
        self.storeEpoch = storeEpoch
        self.sendFull = sendFull
        self.rekey = rekey
        self.settings = settings
        self.trust = trust
    }

    enum CodingKeys: String, CodingKey {
        case agent, accepted, refused, receipt, rekey, settings, trust
        case serverTime = "server_time"
        case storeEpoch = "store_epoch"
        case sendFull = "send_full"
    }
}

/// An envelope the region will never take, by its number.
public struct RefusedNumber: Codable, Sendable, Equatable {
    public var stream: String
    public var seq: Int
    /// A `RefusalWord`.
    public var error: String
    /// One sentence.
    public var message: String

    public init(stream: String, seq: Int, error: String, message: String) {
        self.stream = stream
        self.seq = seq
        self.error = error
        self.message = message
    }
}
