public import FoundationEssentials
public import Presentation
public import Store

/// What the server's pages show, to whom, and from where.
public struct PagesConfiguration: Sendable {
    /// Where the background of the map comes from; without one it has outlines alone, and nothing is asked of anybody.
    public struct TileServer: Sendable, Equatable {
        /// With `{z}`, `{x}` and `{y}`, such as `https://tiles.example/{z}/{x}/{y}.png`.
        public var template: String
        /// Whom the map then names, in its corner.
        public var attribution: String

        /// - Returns: nil for what is no https address (http on this machine) with the three places.
        public init?(_ template: String, attribution: String = "") {
            guard ["{z}", "{x}", "{y}"].allSatisfy(template.contains), Self.origin(of: template) != nil else {
                return nil
            }
            self.template = template
            self.attribution = attribution
        }

        /// Scheme, host and port, which the pages' policy lets pictures come from.
        var origin: String { Self.origin(of: template) ?? "" }

        private static func origin(of text: String) -> String? {
            for scheme in ["https://", "http://127.0.0.1", "http://localhost"] where text.hasPrefix(scheme) {
                let rest = text.drop { $0 != ":" }.dropFirst(3)
                let host = rest.prefix { $0 != "/" }
                let allowed = host.utf8.allSatisfy {
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                        || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":")
                }
                guard !host.isEmpty, allowed else { return nil }
                return text.prefix { $0 != ":" } + "://" + host
            }
            return nil
        }
    }

    /// Makes a spreadsheet of headings and rows.
    public typealias SheetMaker = @Sendable (_ headings: [String], _ rows: [[Cell]]) async throws -> Data

    public var web: WebFolder
    /// Whether those without a token see what harms nobody: no serials, no school's PCs, no counts of fewer than ten children.
    public var isPublic: Bool
    public var tiles: TileServer?
    /// Nil where spreadsheets cannot be made; pages then offer none.
    public var makeSheet: SheetMaker?
    /// For how many seconds what was read is shown again without asking the store; up to ten times as long while it is read anew.
    public var freshSeconds: Double
    /// How long a page waits for figures that nobody has asked for lately; then it says that they are being worked out.
    public var patience: Duration
    /// What schools are held against; nil shows no gaps.
    public var norm: EquipmentNorm?

    public init(
        web: WebFolder, isPublic: Bool = false, tiles: TileServer? = nil, makeSheet: SheetMaker? = nil,
        freshSeconds: Double = 60, patience: Duration = .milliseconds(250), norm: EquipmentNorm? = nil
    ) {
        self.patience = patience
        self.norm = norm
        self.freshSeconds = freshSeconds
        self.web = web
        self.isPublic = isPublic
        self.tiles = tiles
        self.makeSheet = makeSheet
    }
}
