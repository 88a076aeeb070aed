public import Reports

/// The settings in force at an area or school, and where they come from.
public struct PlaceSettings: Sendable, Equatable {
    /// The region's version: that of the last change anywhere, 0 before the first.
    public var version: Int
    /// The place itself: an area's path or a school's id.
    public var place: String
    /// Those that say something, from the widest to the narrowest; the place's own come last.
    public var layers: [SettingsRow]

    /// The place's own, which a `SettingsChange` replaces; nil where it has none.
    public var own: SettingsRow?

    public init(version: Int, place: String, layers: [SettingsRow], own: SettingsRow?) {
        self.own = own
        self.version = version
        self.place = place
        self.layers = layers
    }

    public var merged: RegionSettings { .merging(layers.map(\.settings)) }
}
