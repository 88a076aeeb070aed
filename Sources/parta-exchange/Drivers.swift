internal import CGDAL
internal import ExchangeRows

/// The drivers of the formats, and the library's settings: nothing else is registered, so nothing else can be reached.
enum Drivers {
    /// Set before a driver is registered: no plug-ins, no network, no programs.
    private static let settings = [
        ("GDAL_DRIVER_PATH", "disable"), ("GDAL_VRT_ENABLE_PYTHON", "NO"), ("PROJ_NETWORK", "OFF"),
        ("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".none"), ("CPL_DEBUG", "OFF"), ("GDAL_NUM_THREADS", "1"),
        ("OGR_SQLITE_LOAD_EXTENSIONS", ""), ("CPL_TMPDIR", "/nonexistent"),
        // The first row of a sheet is its header, also where all of its cells are texts.
        ("OGR_XLSX_HEADERS", "FORCE"),
        // In MB: what an extract of OpenStreetMap needs beside its rows stays in memory, of which there is a limit.
        ("OSM_MAX_TMPFILE_SIZE", "2000"),
    ]

    /// - Returns: the name of the driver that reads the format.
    static func register(_ format: ExchangeFormat) -> String {
        for (name, value) in settings { unsafe CPLSetConfigOption(name, value) }
        parta_gdal_be_quiet()
        OSRSetPROJEnableNetwork(0)
        switch format {
        case .geojson: RegisterOGRGeoJSON()
        case .gpkg: RegisterOGRGeoPackage()
        // Of the two, this one reads the properties of placemarks and the other writes without keeping all in memory.
        case .kml:
            RegisterOGRLIBKML()
            RegisterOGRKML()
        case .xlsx: RegisterOGRXLSX()
        case .shapefile: RegisterOGRShape()
        case .osm: RegisterOGROSM()
        }
        switch format {
        case .geojson: return "GeoJSON"
        case .gpkg: return "GPKG"
        case .kml: return "LIBKML"
        case .xlsx: return "XLSX"
        case .shapefile: return "ESRI Shapefile"
        case .osm: return "OSM"
        }
    }

    /// What the library said last, in one line.
    static var lastMessage: String {
        let text = unsafe CPLGetLastErrorMsg().map { unsafe String(cString: $0) } ?? ""
        return String(text.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(200))
    }
}
