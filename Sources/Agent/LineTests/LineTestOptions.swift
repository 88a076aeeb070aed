public import LineTesting
public import Reports

/// What this computer's line tests may do, from its environment (`/etc/parta/agent.env`).
public struct LineTestOptions: Sendable {
    public var settings: LineTestSettings
    /// M-Lab's results are public, with the school's address: only with somebody's consent.
    public var consentsToMLab: Bool
    /// Whether this computer may open a listener for another one's LAN test.
    public var mayListen: Bool

    /// Which learning platforms are tried beside the line.
    public var platforms: [PlatformList.Platform]

    /// Shows whether somebody else's page answers in place of the one asked for; nil for the aggregator's own.
    public var portalPage: PortalProbe.Page?

    /// Where a finding becomes another verdict.
    public var thresholds = LineThresholds.standard

    public init(
        settings: LineTestSettings, consentsToMLab: Bool = false, mayListen: Bool = false,
        platforms: [PlatformList.Platform] = [], portalPage: PortalProbe.Page? = nil
    ) {
        self.portalPage = portalPage
        self.platforms = platforms
        self.settings = settings
        self.consentsToMLab = consentsToMLab
        self.mayListen = mayListen
    }

    /// Reads `PARTA_MLAB_CONSENT`, `PARTA_LAN_TESTS`, `PARTA_PLATFORMS`, `PARTA_PORTAL_CHECK` and all that `LineTestSettings` reads.
    /// - Parameter complain: takes a sentence for each setting that could not be used: its default holds then.
    public init(environment: [String: String], complain: (String) -> Void) {
        let reading = LineTestSettings.read(environment: environment)
        reading.complaints.forEach(complain)
        func isYes(_ name: String) -> Bool {
            switch environment[name]?.lowercased() {
            case "yes": return true
            case nil, "", "no": return false
            case let other?:
                complain("\(name) is neither yes nor no but \(other.asOneLine(limit: 40)): it counts as no")
                return false
            }
        }
        self.init(
            settings: reading.settings, consentsToMLab: isYes("PARTA_MLAB_CONSENT"),
            mayListen: isYes("PARTA_LAN_TESTS"),
            platforms: Self.platforms(environment["PARTA_PLATFORMS"], complain: complain),
            portalPage: Self.portalPage(environment["PARTA_PORTAL_CHECK"], complain: complain))
    }

    private static func portalPage(_ url: String?, complain: (String) -> Void) -> PortalProbe.Page? {
        guard let url, !url.isEmpty else { return nil }
        if let page = PortalProbe.Page(url: url) { return page }
        complain(
            "PARTA_PORTAL_CHECK is \(url.asOneLine(limit: 80)) and wants a page that answers 204, such as "
                + "http://HOST/generate_204, not https: it is left out")
        return nil
    }

    /// Where the region's list lies unless the environment says otherwise.
    static let platformsPath = "/etc/parta/platforms.conf"

    private static func platforms(_ named: String?, complain: (String) -> Void) -> [PlatformList.Platform] {
        let path = named ?? platformsPath
        do {
            guard let content = try PrivateFile.read(path, limitBytes: PlatformList.limitBytes, followsLink: true)
            else {
                if named != nil {
                    complain(
                        "PARTA_PLATFORMS names \(path.asOneLine(limit: 80)), which is not there: no platform is tried")
                }
                return []
            }
            let list = PlatformList(parsing: String(decoding: content, as: UTF8.self))
            for problem in list.problems { complain("\(path), \(problem)") }
            return list.platforms
        } catch {
            complain("no platform is tried: \(error)")
            return []
        }
    }
}
