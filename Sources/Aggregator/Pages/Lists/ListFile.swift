/// What a table can be taken along as.
enum ListFile: String, CaseIterable, Sendable {
    case csv, xlsx, geojson

    var type: String {
        switch self {
        case .csv: "text/csv; charset=utf-8; header=present"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .geojson: "application/geo+json"
        }
    }
}
