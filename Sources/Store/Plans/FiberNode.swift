/// A place where fiber can be had: a node of an operator's network.
public struct FiberNode: Sendable, Equatable, Codable {
    /// As its operator or the platform calls it; unique among nodes.
    public var id: String
    /// Degrees, WGS 84.
    public var latitude: Double
    public var longitude: Double
    /// Who runs it.
    public var operatorName: String?
    /// Over what it is fed.
    public var medium: Medium
    public var status: Status
    /// Capacity in Mbps: what it is equipped for, and what it could be.
    public var equippedMbps: Double?
    public var potentialMbps: Double?
    /// What its operator asks for connecting to it.
    public var connectionFee: Double?
    public var feeCurrency: String?

    public enum Medium: String, Sendable, Codable, CaseIterable {
        case fiber, microwave, other
    }

    public enum Status: String, Sendable, Codable, CaseIterable {
        case operational, planned, closed
    }

    public init(
        id: String, latitude: Double, longitude: Double, operatorName: String? = nil, medium: Medium = .fiber,
        status: Status = .operational, equippedMbps: Double? = nil, potentialMbps: Double? = nil,
        connectionFee: Double? = nil, feeCurrency: String? = nil
    ) {
        self.id = id
        self.latitude = latitude
        self.longitude = longitude
        self.operatorName = operatorName
        self.medium = medium
        self.status = status
        self.equippedMbps = equippedMbps
        self.potentialMbps = potentialMbps
        self.connectionFee = connectionFee
        self.feeCurrency = feeCurrency
    }

    /// Whether a plan may hang schools from it today.
    public var isUsable: Bool { medium == .fiber && status == .operational }
}
