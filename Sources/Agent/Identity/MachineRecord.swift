internal import Reports

/// What the machine was known by when it was last looked at: kept in `machine.json`, hashed with the region's key.
struct MachineRecord: Codable, Equatable {
    /// Whose machine this was: a record of another key says nothing.
    var agent: AgentID
    /// Whose hashes these are: those of another region compare with nothing.
    var region: VerifyingKey
    var components: [MachineComponent]
}
