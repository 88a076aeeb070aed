/// What a region sets for its agents, or an area or school for its own: what is nil is left to the next wider one, and at
/// last to the agent's own environment (`/etc/parta/agent.env`), whose names and forms the texts have.
public struct RegionSettings: Codable, Sendable, Equatable {
    /// Such as `Asia/Almaty`.
    public var timeZone: String?
    /// `08:00-13:00`, one a shift.
    public var shifts: [String]?
    /// `mon-fri`.
    public var schoolDays: String?
    /// `2026-09-01..2026-12-30`, or without a year for every year.
    public var terms: [String]?
    public var holidays: [String]?
    public var testsPerDay: Int?
    /// Megabytes that a line's tests may move in a month, both directions together.
    public var monthlyMB: Int?
    /// One test of so many runs in full.
    public var fullEvery: Int?
    /// `auto`, `yes` or `no`.
    public var metered: String?
    public var outsideHours: String?
    public var ownTrafficKbps: Int?
    public var mlabConsent: Bool?
    public var lanTests: Bool?
    /// A page that answers 204.
    public var portalCheck: String?
    public var platforms: [PlatformAddress]?
    /// What lines are held against, as `LineNorm.init(text:)` reads it; it concerns no agent.
    public var norm: String?
    /// What a region's server forwards of a school to a hub: one of `SettingText.forward`; read by the aggregator alone.
    public var forward: String?
    /// Where a finding about a line becomes another verdict, by the names of `LineThresholds` in snake_case.
    public var thresholds: [String: Double]?
    /// How serials leave a computer, by the category's wire name; never less careful than the built-in rule for what is somebody's own.
    public var serials: [String: SerialPolicy]?
    /// Within how many school days a thing must have been seen to be present; read by the aggregator alone.
    public var presenceDays: Int?
    /// Drop-ins for the hardware database, as an administrator would lay them into `/etc/parta/hwdb.d`.
    public var hardwareDatabase: [KnowledgeFile]?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case shifts, terms, holidays, metered, platforms, norm, forward, thresholds, serials
        case timeZone = "time_zone"
        case schoolDays = "school_days"
        case testsPerDay = "tests_per_day"
        case monthlyMB = "monthly_mb"
        case fullEvery = "full_every"
        case outsideHours = "outside_hours"
        case ownTrafficKbps = "own_traffic_kbps"
        case mlabConsent = "mlab_consent"
        case lanTests = "lan_tests"
        case portalCheck = "portal_check"
        case presenceDays = "presence_days"
        case hardwareDatabase = "hwdb"
    }
}

/// A learning platform whose reach is measured beside the line.
public struct PlatformAddress: Codable, Sendable, Equatable {
    public var name: String
    /// `HOST` or `HOST:PORT`.
    public var host: String

    public init(name: String, host: String) {
        self.name = name
        self.host = host
    }
}

/// How the serial number of a device leaves its computer.
public enum SerialPolicy: String, Codable, Sendable, CaseIterable {
    case plain
    /// As a region-keyed hash.
    case hashed
    case none

    /// A word of a newer program reads as `none`, which tells least.
    public init(from decoder: any Decoder) throws {
        let word = try decoder.singleValueContainer().decode(String.self)
        self = SerialPolicy(rawValue: word) ?? .none
    }
}

/// A file of hardware knowledge in udev's hwdb format.
public struct KnowledgeFile: Codable, Sendable, Equatable {
    /// `NN-name.hwdb`.
    public var name: String
    public var text: String

    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
