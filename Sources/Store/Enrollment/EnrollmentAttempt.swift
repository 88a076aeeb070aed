public import FoundationEssentials
public import Reports

/// A key that was proven held, asking to be taken in by a code.
public struct EnrollmentAttempt: Sendable, Equatable {
    public var secretHash: Data
    public var publicKey: VerifyingKey
    /// Where the technician says it stands; the code's room when nil.
    public var room: String?
    /// The inventory number on its sticker.
    public var label: String?
    public var agentVersion: String
    public var time: Date
    /// The agent whose copied state this one says it began with.
    public var clonedFrom: AgentID?
    /// Whether that agent's key has signed for this one: what anybody could say must not settle a suspicion.
    public var isOriginProven: Bool
    /// Whether it may only take in an agent that is not known: what comes in a bundle may come again years later, and must
    /// not move a computer back.
    public var isForUnknownOnly: Bool

    public init(
        secretHash: Data, publicKey: VerifyingKey, room: String? = nil, label: String? = nil, agentVersion: String,
        time: Date, clonedFrom: AgentID? = nil, isOriginProven: Bool = false,
        isForUnknownOnly: Bool = false
    ) {
        self.isOriginProven = isOriginProven
        self.isForUnknownOnly = isForUnknownOnly
        self.secretHash = secretHash
        self.publicKey = publicKey
        self.room = room
        self.label = label
        self.agentVersion = agentVersion
        self.time = time
        self.clonedFrom = clonedFrom
    }

    public var agent: AgentID { publicKey.agentID }
}

/// How an attempt to enrol ended.
public enum EnrollmentOutcome: Sendable, Equatable {
    /// One use was spent and the agent assigned: `.enrolled`, or `.waiting` beyond the school's expected number.
    case accepted(RegisteredAgent)
    /// The same key came again with the code it had used: its first answer may have been lost. No use was spent.
    case alreadyEnrolled(RegisteredAgent)
    case unknownCode
    /// A receipt names a school that is not in the registry.
    case unknownSchool
    case expired
    case usedUp
    /// The region has taken the code back.
    case codeRevoked
    /// The agent was revoked and has used this code before, or shows a receipt; a code that it has not used takes it in again.
    case revoked
}
