public import FoundationEssentials

/// A school's settings as a region signs them, as an envelope of kind `.settings`.
public struct SettingsDocument: Codable, Sendable, Equatable {
    /// Grows with every change in the region; an agent never goes back to a lower one.
    public var version: Int
    public var issuedAt: Date
    /// Whose they are, merged from country to school.
    public var school: String
    public var settings: RegionSettings

    public init(version: Int, issuedAt: Date, school: String, settings: RegionSettings) {
        self.version = version
        self.issuedAt = issuedAt
        self.school = school
        self.settings = settings
    }

    enum CodingKeys: String, CodingKey {
        case version, school, settings
        case issuedAt = "issued_at"
    }
}

/// What an agent asks `GET /v1/settings` with: an envelope of kind `.settingsRequest` in the header `Parta-Request`.
public struct SettingsRequest: Codable, Sendable, Equatable {
    /// The header that carries it.
    public static let header = "Parta-Request"

    public var agent: AgentID
    public var askedAt: ObservedTime
    /// What the agent has, 0 for nothing.
    public var version: Int
    public var trustVersion: Int

    public init(agent: AgentID, askedAt: ObservedTime, version: Int, trustVersion: Int) {
        self.agent = agent
        self.askedAt = askedAt
        self.version = version
        self.trustVersion = trustVersion
    }

    enum CodingKeys: String, CodingKey {
        case agent, version
        case askedAt = "asked_at"
        case trustVersion = "trust_version"
    }
}

/// The answer to `GET /v1/settings`.
public struct SettingsResponse: Codable, Sendable, Equatable {
    /// An envelope of kind `.settings`; nil where the agent has the newest.
    public var settings: String?
    /// Envelopes of kind `.trust` newer than the agent's.
    public var trust: [String]
    public var serverTime: Date

    public init(settings: String?, trust: [String], serverTime: Date) {
        self.settings = settings
        self.trust = trust
        self.serverTime = serverTime
    }

    enum CodingKeys: String, CodingKey {
        case settings, trust
        case serverTime = "server_time"
    }
}
