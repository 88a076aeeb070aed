public import Reports

/// What a restored database learnt from the one whose place it takes: decisions made since the backup, which must not be undone
/// by it.
public struct CarriedDecisions: Sendable, Equatable {
    /// Agents that are revoked there.
    public var agents: Int
    /// Agents that were revoked before the backup and are trusted there again since.
    public var returned: [AgentID]
    /// Tokens that are revoked there.
    public var tokens: Int
    /// Enrolment codes that were taken back there, or have fewer uses left.
    public var codes: Int
    /// Schools that were erased there on request, and are in the backup.
    public var erased: [String]

    public init(
        agents: Int = 0, returned: [AgentID] = [], tokens: Int = 0, codes: Int = 0, erased: [String] = []
    ) {
        self.agents = agents
        self.returned = returned
        self.tokens = tokens
        self.codes = codes
        self.erased = erased
    }
}
