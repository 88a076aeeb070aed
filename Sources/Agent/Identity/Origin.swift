public import Reports

/// Where an agent's key came from when it did not begin with it: kept in `origin.json`.
public struct Origin: Codable, Sendable, Equatable {
    public enum Reason: String, Codable, Sendable {
        /// The state was copied here from another machine.
        case copied
        /// The region saw one key live on two computers and ordered this one to take another.
        case ordered
    }

    /// Whose origin this is: it counts for no other key.
    public var agent: AgentID
    public var clonedFrom: AgentID
    /// `FormerProof.text`: the region is to know that the former key was here, and not merely heard of.
    public var formerProof: String?
    public var reason: Reason

    public init(agent: AgentID, clonedFrom: AgentID, reason: Reason, formerProof: String? = nil) {
        self.formerProof = formerProof
        self.agent = agent
        self.clonedFrom = clonedFrom
        self.reason = reason
    }

    enum CodingKeys: String, CodingKey {
        case agent, reason
        case clonedFrom = "cloned_from"
        case formerProof = "former_proof"
    }
}
