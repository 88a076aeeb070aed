public import FoundationEssentials
public import Reports

/// A key that was proven held, asking to be taken in again by the region's own receipt, which was verified: the database was
/// restored from an older backup, or the aggregator began with a new one.
public struct Readmission: Sendable, Equatable {
    public var publicKey: VerifyingKey
    /// From the receipt.
    public var school: String
    /// Whether the agent was waiting for approval when the receipt was signed: it still is.
    public var isWaiting: Bool
    public var room: String?
    public var label: String?
    public var agentVersion: String
    public var time: Date
    public var clonedFrom: AgentID?
    /// As in `EnrollmentAttempt`.
    public var isOriginProven: Bool

    public init(
        publicKey: VerifyingKey, school: String, isWaiting: Bool = false, room: String? = nil, label: String? = nil,
        agentVersion: String, time: Date, clonedFrom: AgentID? = nil, isOriginProven: Bool = false
    ) {
        self.isOriginProven = isOriginProven
        self.publicKey = publicKey
        self.school = school
        self.isWaiting = isWaiting
        self.room = room
        self.label = label
        self.agentVersion = agentVersion
        self.time = time
        self.clonedFrom = clonedFrom
    }

    public var agent: AgentID { publicKey.agentID }
}
