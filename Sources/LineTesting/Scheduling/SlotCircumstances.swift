public import Reports

/// What the computer finds when a slot's moment and its own delay have passed.
public struct SlotCircumstances: Sendable, Equatable {
    /// Whether there is a default gateway.
    public var hasNetwork: Bool
    /// Whether that gateway is confirmed for the school.
    public var isConfirmedGateway: Bool
    /// Its hash; goes into a record only when it is confirmed.
    public var gateway: String?
    public var medium: LineLink.Medium
    /// Whether bytes cost money, where the system says so; the setting wins over it.
    public var metered: Bool?
    /// What the computer moves just now, both directions together; nil where the counters cannot be read, which counts as idle.
    public var ownTrafficMbps: Double?
    /// Whether a server to measure against is known and allowed.
    public var hasServer: Bool
    /// What a test of this line moves, from its last ones; nil before the first.
    public var expectedCost: TestCost?

    public init(
        hasNetwork: Bool = true, isConfirmedGateway: Bool = true, gateway: String? = nil,
        medium: LineLink.Medium = .unknown, metered: Bool? = nil, ownTrafficMbps: Double? = nil,
        hasServer: Bool = true, expectedCost: TestCost? = nil
    ) {
        self.hasNetwork = hasNetwork
        self.isConfirmedGateway = isConfirmedGateway
        self.gateway = gateway
        self.medium = medium
        self.metered = metered
        self.ownTrafficMbps = ownTrafficMbps
        self.hasServer = hasServer
        self.expectedCost = expectedCost
    }
}
