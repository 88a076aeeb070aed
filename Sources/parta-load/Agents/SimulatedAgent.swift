internal import FoundationEssentials
internal import Reports

/// A computer that only sends: its key and its stream.
struct SimulatedAgent: Sendable {
    let key: SigningKey
    let id: AgentID
    /// The same for the same key, so that a run goes on where the one before ended.
    let stream: String

    init(_ key: SigningKey) {
        self.key = key
        let publicKey = key.publicKey.rawRepresentation
        id = AgentID(publicKey: publicKey)
        stream = AgentID(publicKey: publicKey + Data("parta-load stream".utf8)).text
    }
}
