public import Reports

/// Whether an agent's reports are taken.
public enum AgentState: String, Codable, Sendable, CaseIterable {
    case enrolled
    /// Beyond the expected number of computers: waits for approval.
    case waiting
    case revoked
}

/// An agent as the region knows it: its key and where it was assigned.
public struct RegisteredAgent: Sendable, Equatable {
    public var id: AgentID
    public var publicKey: VerifyingKey
    public var state: AgentState
    /// The school it is assigned to now: the region's word, never the report's.
    public var school: String
    public var room: String?

    public init(id: AgentID, publicKey: VerifyingKey, state: AgentState, school: String, room: String? = nil) {
        self.id = id
        self.publicKey = publicKey
        self.state = state
        self.school = school
        self.room = room
    }
}
