public import FoundationEssentials
public import Reports

/// One gateway of a school's line, and on whose word; a line without one has a row as well.
public struct GatewayRow: Codable, Sendable, Equatable {
    public var school: String
    public var line: String
    public var gateway: String?
    public var confirmedBy: ConfirmedGateway.Origin?
    /// Whose ask confirmed it.
    public var agent: AgentID?
    public var confirmedAt: Date?
    /// The operator who opened naming, where that confirmed it.
    public var openedBy: String?
    public var heardAt: Date?

    public init(
        school: String, line: String, gateway: String? = nil, confirmedBy: ConfirmedGateway.Origin? = nil,
        agent: AgentID? = nil, confirmedAt: Date? = nil, openedBy: String? = nil, heardAt: Date? = nil
    ) {
        self.school = school
        self.line = line
        self.gateway = gateway
        self.confirmedBy = confirmedBy
        self.agent = agent
        self.confirmedAt = confirmedAt
        self.openedBy = openedBy
        self.heardAt = heardAt
    }

    enum CodingKeys: String, CodingKey {
        case school, line, gateway, agent
        case confirmedBy = "confirmed_by"
        case confirmedAt = "confirmed_at"
        case openedBy = "opened_by"
        case heardAt = "heard_at"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(school, forKey: .school)
        try values.encode(line, forKey: .line)
        try values.encode(gateway, forKey: .gateway)
        try values.encode(confirmedBy, forKey: .confirmedBy)
        try values.encode(agent, forKey: .agent)
        try values.encode(confirmedAt, forKey: .confirmedAt)
        try values.encode(openedBy, forKey: .openedBy)
        try values.encode(heardAt, forKey: .heardAt)
    }
}
