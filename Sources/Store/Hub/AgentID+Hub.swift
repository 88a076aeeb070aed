internal import FoundationEssentials
public import Reports

extension AgentID {
    /// By what a hub keeps a region's computer: of both names, so that two regions never share one, and no key's own, so that
    /// nobody can speak to the hub as it.
    public init(ofRegion region: AgentID, agent: AgentID) {
        self.init(publicKey: Data("parta hub \(region.text) \(agent.text)".utf8))
    }
}
