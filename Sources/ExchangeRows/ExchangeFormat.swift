/// The file formats that `parta-exchange` reads and writes; it opens no other, whatever a file holds.
public enum ExchangeFormat: String, Sendable, CaseIterable {
    case geojson
    case gpkg
    case kml
    case xlsx
    case shapefile
    /// OpenStreetMap extracts, `.osm.pbf`.
    case osm

    /// As people call it.
    public var title: String {
        switch self {
        case .geojson: "GeoJSON"
        case .gpkg: "GeoPackage"
        case .kml: "KML"
        case .xlsx: "XLSX"
        case .shapefile: "Shapefile"
        case .osm: "OpenStreetMap PBF"
        }
    }

    /// Whether it can be written: the others are what others give us.
    public var isWritable: Bool { self != .shapefile && self != .osm }
}
