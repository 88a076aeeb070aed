public import Dashboard
internal import Foundation
internal import Presentation
internal import Store

/// What pages are made of, read once when the server starts: templates, texts, and files that browsers fetch.
public struct WebFolder: Sendable {
    /// A file that is served as it is.
    struct Asset: Sendable, Equatable {
        var bytes: Data
        var type: String
        /// Changes with the content, so that browsers keep what has not changed.
        var tag: String
    }

    public enum Failure: Error, Equatable, CustomStringConvertible {
        case missing(folder: String)
        case unreadable(file: String)

        public var description: String {
            switch self {
            case .missing(let folder):
                "the pages' files are not in \(folder): install parta-aggregator again, or serve without pages (--no-pages)"
            case .unreadable(let file):
                "cannot read \(file), which the pages need: check that it is there and who may read it"
            }
        }
    }

    /// Where the package puts them.
    public static let installed = "/usr/share/parta/web"
    /// Where Debian's libjs-leaflet lies, which draws the map.
    public static let leaflet = "/usr/share/javascript/leaflet"

    public let templates: PageTemplates
    public let catalogue: Catalogue
    /// By their names below `/web/`.
    let assets: [String: Asset]
    /// Whether the map can be drawn: everything else does without Leaflet.
    public let hasLeaflet: Bool

    /// - Parameter leaflet: where Leaflet lies; a folder that is missing leaves the map to its table.
    /// - Throws: `Failure`, `PageTemplates.Failure`, `Catalogue.Failure`.
    public init(_ folder: String, leaflet: String = Self.leaflet) throws {
        let files = FileManager.default
        guard files.fileExists(atPath: "\(folder)/templates") else { throw Failure.missing(folder: folder) }
        var texts: [String: String] = [:]
        for name in try files.contentsOfDirectory(atPath: "\(folder)/templates") where name.hasSuffix(".mustache") {
            let data = try Self.read("\(folder)/templates/\(name)")
            texts[String(name.dropLast(".mustache".count))] = String(decoding: data, as: UTF8.self)
        }
        templates = try PageTemplates(texts)
        catalogue = try Catalogue(
            Dictionary(
                uniqueKeysWithValues: try Language.allCases.map {
                    ($0, try Self.read("\(folder)/catalogue/\($0.rawValue).json"))
                }))
        var assets: [String: Asset] = [:]
        for name in try files.contentsOfDirectory(atPath: "\(folder)/assets") {
            guard let type = Self.type(of: name) else { continue }
            assets[name] = Self.asset(try Self.read("\(folder)/assets/\(name)"), type)
        }
        for name in ["leaflet.css", "leaflet.js"] {
            guard let type = Self.type(of: name), let data = try? Self.read("\(leaflet)/\(name)") else { continue }
            assets[name] = Self.asset(data, type)
        }
        hasLeaflet = assets["leaflet.css"] != nil && assets["leaflet.js"] != nil
        self.assets = assets
    }

    /// The installed folder or, for a program run from a build folder, `web` of the checkout around it.
    public static func found() -> String { InstalledFolder.found(installed, inCheckout: "web") }

    private static func read(_ path: String) throws -> Data {
        guard let data = FileManager.default.contents(atPath: path) else { throw Failure.unreadable(file: path) }
        return data
    }

    private static func asset(_ bytes: Data, _ type: String) -> Asset {
        // FNV-1a, 64 bits: nobody gains by a collision of files that the region itself serves.
        let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return Asset(bytes: bytes, type: type, tag: "\"\(String(hash, radix: 16))\"")
    }

    private static func type(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "geojson": "application/geo+json"
        default: nil
        }
    }
}
