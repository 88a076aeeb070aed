internal import ArgumentParser
internal import Exchange
internal import ExchangeRows

/// What an export is for: a platform's own columns, or ours in a format.
enum ExportTarget: String, CaseIterable, ExpressibleByArgument {
    case giga, itu, glpi, geojson, gpkg, kml, xlsx, csv

    var schools: SchoolExport {
        switch self {
        case .giga: .dialect(.giga)
        case .itu: .dialect(.itu)
        default: .own
        }
    }

    /// The platforms take CSV.
    var format: TableFormat {
        switch self {
        case .giga, .itu, .csv, .glpi: .csv
        case .geojson: .exchange(.geojson)
        case .gpkg: .exchange(.gpkg)
        case .kml: .exchange(.kml)
        case .xlsx: .exchange(.xlsx)
        }
    }

    /// Whether it takes lines and stock beside schools.
    var takesAnything: Bool { ![.giga, .itu, .glpi].contains(self) }
}

/// What is exported.
enum ExportSubject: String, CaseIterable, ExpressibleByArgument {
    case schools, lines, stock
}
