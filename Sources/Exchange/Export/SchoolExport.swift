public import ExchangeRows
public import Store

/// How a school becomes a row of a file: ours, or one that another platform takes.
public enum SchoolExport: Sendable, Equatable {
    /// Every column that an import takes, and what is measured beside them.
    case own
    case dialect(SchoolDialect)

    public var header: TableHeader {
        switch self {
        case .own: TableHeader(layer: "schools", columns: Self.ownColumns)
        case .dialect(let dialect):
            TableHeader(
                layer: dialect == .giga ? "schools" : "points_of_interest",
                columns: dialect.columns.map { TableColumn($0) })
        }
    }

    /// - Parameters:
    ///   - number: of the row, from 1.
    ///   - extra: what the platform said of the school.
    public func row(_ row: SchoolRow, number: Int, extra: SchoolExtra? = nil) -> TableRow {
        let school = row.school
        let cells =
            switch self {
            case .own: Self.own(row)
            case .dialect(let dialect):
                Self.cells(of: dialect, row, extra: extra?.fields ?? [:])
            }
        return TableRow(number: number, cells: cells, longitude: school.longitude, latitude: school.latitude)
    }

    private static let ownColumns: [TableColumn] = [
        TableColumn("id"), TableColumn("name"), TableColumn("giga_id"), TableColumn("name_kk"), TableColumn("name_ru"),
        TableColumn("name_en"), TableColumn("country"), TableColumn("region"), TableColumn("district"),
        TableColumn("type"), TableColumn("supported_by"), TableColumn("latitude", .number),
        TableColumn("longitude", .number), TableColumn("pupils", .integer), TableColumn("rural"),
        TableColumn("made_up"), TableColumn("computers", .integer), TableColumn("computers_live", .integer),
        TableColumn("devices", .integer), TableColumn("last_download_mbps", .number),
        TableColumn("last_upload_mbps", .number),
    ]

    private static func own(_ row: SchoolRow) -> [TableCell] {
        let school = row.school
        return [
            .text(school.id), .text(row.name), .text(school.gigaID), .text(school.names.kk), .text(school.names.ru),
            .text(school.names.en), .text(school.area.country), .text(school.area.region), .text(school.area.district),
            .text(school.type.rawValue), .text(school.supportedBy), .number(school.latitude), .number(school.longitude),
            .integer(school.pupils), .text(school.rural.map { $0 ? "yes" : "no" }), .text(school.madeUp ? "yes" : "no"),
            .integer(row.computers), .integer(row.computersLive), .integer(row.devices), .number(row.lastDownloadMbps),
            .number(row.lastUploadMbps),
        ]
    }

    /// The registry's and the measured figures where there are some, else what the platform said itself.
    private static func cells(of dialect: SchoolDialect, _ row: SchoolRow, extra: [String: String]) -> [TableCell] {
        let own = dialect == .giga ? giga(row, extra) : itu(row, extra)
        return dialect.columns.map { column in own[column] ?? .text(extra[column]) }
    }

    private static func giga(_ row: SchoolRow, _ extra: [String: String]) -> [String: TableCell] {
        let school = row.school
        var cells: [String: TableCell] = [
            "school_id_govt": .text(school.id), "school_id_giga": .text(school.gigaID),
            "school_name": .text(school.names.preferred(.en)), "latitude": .number(school.latitude),
            "longitude": .number(school.longitude),
            "school_area_type": .text(school.rural.map { $0 ? "Rural" : "Urban" }),
            "num_students": .integer(school.pupils), "admin1": .text(school.area.region),
            "admin2": .text(school.area.district),
        ]
        if row.computers > 0 {
            cells["num_computers"] = .integer(row.computers)
            cells["computer_availability"] = .text("Yes")
        }
        if let speed = row.lastDownloadMbps {
            cells["download_speed_govt"] = .number(tenth(speed))
            cells["connectivity"] = .text("Yes")
        }
        return cells
    }

    private static func itu(_ row: SchoolRow, _ extra: [String: String]) -> [String: TableCell] {
        let school = row.school
        let country = Country.named(school.area.country)?.alpha3 ?? school.area.country
        var cells: [String: TableCell] = [
            "poi_id": .text(school.id), "lat": .number(school.latitude), "lon": .number(school.longitude),
            "poi_type": .text(extra["poi_type"] ?? "school"),
            "connectivity_type": .text(extra["connectivity_type"] ?? "unknown"),
            "number_of_users": .integer(school.pupils), "country_code": .text(extra["country_code"] ?? country),
        ]
        if let speed = row.lastDownloadMbps {
            cells["total_mbps"] = .number(tenth(speed))
            // Their own word for it where they know, ours where they think otherwise.
            let said = extra["is_connected"]
            cells["is_connected"] = .text(["true", "yes", "1"].contains(said?.lowercased()) ? said : "true")
        }
        return cells
    }

    /// Rates are not known better.
    private static func tenth(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
