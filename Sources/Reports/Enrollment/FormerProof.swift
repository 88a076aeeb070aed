/// Proof that whoever took a new key held the former one: an envelope of kind `.formerProof`, signed by the former key over
/// the new key's id.
public struct FormerProof: Codable, Sendable, Equatable {
    /// The longest one taken, in bytes.
    public static let limitBytes = 1_024

    /// The agent of the new key.
    var agent: AgentID

    /// What the former key signs.
    public static func text(for agent: AgentID, by former: SigningKey) throws -> String {
        try Envelope.seal(FormerProof(agent: agent), kind: .formerProof, with: former).text
    }

    /// Whether a text is the former key's word on this very agent.
    public static func proves(_ text: String, of agent: AgentID, by former: VerifyingKey) -> Bool {
        guard text.utf8.count <= limitBytes, let envelope = try? Envelope(text: text) else { return false }
        let proof = try? envelope.open(FormerProof.self, kind: .formerProof, with: former, limitBytes: limitBytes)
        return proof?.agent == agent
    }
}
