public import FoundationEssentials
public import Reports

/// New settings for one area or school.
public struct SettingsChange: Sendable, Equatable {
    public var place: SettingsPlace
    /// All of the place's own settings from now on.
    public var settings: RegionSettings
    /// The version of the place's own settings that they were made from, 0 for none: a change made beside another is refused.
    public var basedOn: Int
    /// Who made it, such as the account's name.
    public var by: String
    public var at: Date

    public init(place: SettingsPlace, settings: RegionSettings, basedOn: Int, by: String, at: Date) {
        self.place = place
        self.settings = settings
        self.basedOn = basedOn
        self.by = by
        self.at = at
    }
}
