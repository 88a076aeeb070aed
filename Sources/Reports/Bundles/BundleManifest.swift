/// A bundle's first line: whose envelopes follow.
public struct BundleManifest: Codable, Sendable, Equatable {
    public var agent: AgentID
    public var publicKey: VerifyingKey
    /// The program that wrote it.
    public var agentVersion: String
    public var createdAt: ObservedTime
    /// An envelope of kind `.enrollment` over `EnrollmentRequest`: the agent asks to be taken in by this bundle.
    public var enrollment: String?
    /// The receipt the region gave when it took the agent in, on which another region's heir or a restored one readmits it.
    public var receipt: String?

    public init(
        publicKey: VerifyingKey, agentVersion: String, createdAt: ObservedTime, enrollment: String? = nil,
        receipt: String? = nil
    ) {
        agent = publicKey.agentID
        self.publicKey = publicKey
        self.agentVersion = agentVersion
        self.createdAt = createdAt
        self.enrollment = enrollment
        self.receipt = receipt
    }

    enum CodingKeys: String, CodingKey {
        case agent, enrollment, receipt
        case publicKey = "public_key"
        case agentVersion = "agent_version"
        case createdAt = "created_at"
    }
}
