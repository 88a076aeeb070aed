public import Reports

/// What stands around a line, found before it is loaded; nil is what was not looked for.
public struct LineSurroundings: Sendable, Equatable {
    public var link: LineLink?
    public var names: NameAndPortal?
    public var platforms: [PlatformReach]?
    /// What this computer itself moved just before, both directions together.
    public var ownTrafficMbps: Double?

    public init(
        link: LineLink? = nil, names: NameAndPortal? = nil, platforms: [PlatformReach]? = nil,
        ownTrafficMbps: Double? = nil
    ) {
        self.link = link
        self.names = names
        self.platforms = platforms
        self.ownTrafficMbps = ownTrafficMbps
    }
}
