internal import Aggregator
internal import Exchange
internal import Foundation
internal import Presentation
internal import Store

/// What the pages of `parta serve` go by: its options, else the service's settings.
struct PageSettings: Equatable {
    var isOn: Bool
    var isPublic: Bool
    var tileServer: String?
    var norm: String?
    var web: String

    init(_ options: PageOptions, _ settings: ServiceSettings) {
        isOn = !options.noPages && settings.usable(.pages) != "off"
        isPublic = options.publicReadOnly || settings.usable(.pages) == "public"
        tileServer = options.tileServer ?? settings.usable(.tileServer)
        norm = options.norm ?? settings.usable(.equipmentNorm)
        web = options.web ?? WebFolder.found()
    }

    /// Nil where no pages are served.
    /// - Throws: `WebFolder.Failure`, `CommandFailure`, and what the templates and texts have against them.
    func configuration() throws -> PagesConfiguration? {
        guard isOn else { return nil }
        let folder = try WebFolder(web)
        if !folder.hasLeaflet {
            Terminal.say(
                "warning: \(WebFolder.leaflet) is missing, so the map shows its table alone; install libjs-leaflet")
        }
        var tiles: PagesConfiguration.TileServer?
        if let tileServer {
            tiles = PagesConfiguration.TileServer(tileServer)
            guard tiles != nil else {
                throw CommandFailure(
                    .usage, "--tile-server wants an https address with {z}, {x} and {y}, not \"\(tileServer)\"")
            }
        }
        return PagesConfiguration(
            web: folder, isPublic: isPublic, tiles: tiles, makeSheet: { try await PageSheets.make($0, $1) },
            norm: try norm.map { try NormFile.read($0).norm })
    }
}
