public import FoundationEssentials
public import Reports

/// The settings of one area or school as one change left them.
public struct SettingsRow: Codable, Sendable, Equatable {
    /// Counted over the whole region; grows with every change.
    public var version: Int
    /// An area's path; nil for a school's.
    public var area: String?
    public var school: String?
    /// Its own, without what it takes over from wider areas.
    public var settings: RegionSettings
    public var changedAt: Date
    public var changedBy: String

    public init(
        version: Int, area: String?, school: String?, settings: RegionSettings, changedAt: Date, changedBy: String
    ) {
        self.version = version
        self.area = area
        self.school = school
        self.settings = settings
        self.changedAt = changedAt
        self.changedBy = changedBy
    }

    /// As a reader knows the place.
    public var place: String { area ?? school.map { "school \($0)" } ?? "" }

    enum CodingKeys: String, CodingKey {
        case version, area, school, settings
        case changedAt = "changed_at"
        case changedBy = "changed_by"
    }

    /// Every key always: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(version, forKey: .version)
        try values.encode(area, forKey: .area)
        try values.encode(school, forKey: .school)
        try values.encode(settings, forKey: .settings)
        try values.encode(changedAt, forKey: .changedAt)
        try values.encode(changedBy, forKey: .changedBy)
    }
}
