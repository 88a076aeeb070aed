public import ExchangeRows
internal import FoundationEssentials

/// Which format a file is in: by what it holds, which its ending must not contradict.
public enum TableFormat: Equatable, Sendable {
    case csv
    case exchange(ExchangeFormat)

    /// By the ending of its name; nil for one that says nothing.
    static func ofEnding(_ path: String) -> TableFormat? {
        let name = path.lowercased()
        for (endings, format) in endings where endings.contains(where: { name.hasSuffix($0) }) { return format }
        return nil
    }

    private static let endings: [([String], TableFormat)] = [
        ([".csv", ".tsv", ".txt"], .csv), ([".xlsx"], .exchange(.xlsx)),
        ([".geojson", ".json"], .exchange(.geojson)), ([".gpkg"], .exchange(.gpkg)), ([".kml"], .exchange(.kml)),
        ([".shp"], .exchange(.shapefile)), ([".osm.pbf"], .exchange(.osm)),
    ]

    /// - Parameters:
    ///   - path: for its ending.
    ///   - start: the file's first bytes.
    /// - Throws: `ImportFailure` for a file that is not what it is called, or of a kind that is not read.
    static func of(_ path: String, start: [UInt8]) throws -> TableFormat {
        func refused(_ message: String) -> ImportFailure {
            ImportFailure(file: path, problems: [.init(.file, message: message)])
        }
        let ending = ofEnding(path)
        if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw refused("is a spreadsheet of the old kind; save it as XLSX")
        }
        if path.lowercased().hasSuffix(".kmz") { throw refused("is a packed KML; unpack it and import the KML in it") }
        let found = content(start)
        switch (ending, found) {
        case (let ending?, let found?):
            guard ending == found else {
                throw refused("is called \(title(ending)) and holds \(title(found)): name it what it is")
            }
            return found
        case (nil, let found?): return found
        // Parts of OpenStreetMap and text have no mark of their own.
        case (.csv, nil), (nil, nil): return .csv
        case (.exchange(.osm), nil): return .exchange(.osm)
        case (.exchange(let format), nil):
            throw refused("does not begin as \(format.title) does: it is damaged, or something else")
        }
    }

    private static func title(_ format: TableFormat) -> String {
        switch format {
        case .csv: "CSV"
        case .exchange(let format): format.title
        }
    }

    /// By marks that formats begin with; nil where there is none.
    private static func content(_ start: [UInt8]) -> TableFormat? {
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .exchange(.xlsx) }
        if start.starts(with: Array("SQLite format 3\0".utf8)) { return .exchange(.gpkg) }
        if start.starts(with: [0x00, 0x00, 0x27, 0x0A]) { return .exchange(.shapefile) }
        var rest = start[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        let blanks = Array(" \t\r\n".utf8)
        rest = rest.drop { blanks.contains($0) }
        if rest.first == UInt8(ascii: "{") { return .exchange(.geojson) }
        guard rest.first == UInt8(ascii: "<") else { return nil }
        return String(decoding: rest, as: UTF8.self).contains("<kml") ? .exchange(.kml) : nil
    }
}
