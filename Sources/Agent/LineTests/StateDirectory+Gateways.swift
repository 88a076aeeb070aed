internal import FoundationEssentials
internal import Reports

extension StateDirectory {
    /// What this agent knows of its school's gateways in this region, nothing where it was never told.
    /// - Throws: `StateFailure`.
    func gateways(of agent: AgentID, in region: VerifyingKey) throws -> KnownGateways {
        let known = try StateDirectory.read(KnownGateways.self, "\(path)/gateways.json", as: "a list of gateways")
        guard let known, known.agent == agent, known.region == region else {
            return KnownGateways(agent: agent, region: region)
        }
        return known
    }

    /// - Throws: `StateFailure`.
    func save(_ gateways: KnownGateways) throws {
        try PrivateFile.write(ReportCoder.encode(gateways, pretty: true), to: "\(path)/gateways.json")
    }
}
