/// Whose columns a file of schools has: ours, or those that another platform publishes.
///
/// What a platform's file says and the registry has no place for is kept beside the school, so that an export gives it back.
public enum SchoolDialect: String, Sendable, CaseIterable {
    /// Giga's school upload (giga.global).
    case giga
    /// Points of interest of ITU's Connectivity Planning Platform.
    case itu

    /// The published columns, in their order.
    public var columns: [String] {
        switch self {
        case .giga:
            [
                "school_id_govt", "school_id_giga", "school_name", "latitude", "longitude", "education_level_govt",
                "education_level", "school_area_type", "connectivity", "connectivity_type_govt", "download_speed_govt",
                "download_speed_contracted", "download_speed_benchmark", "electricity_availability",
                "electricity_type", "computer_availability", "computer_lab", "num_computers", "num_computers_desired",
                "num_tablets", "num_robotic_equipment", "teachers_trained", "num_classrooms", "num_students",
                "num_teachers", "admin1", "admin2", "fiber_node_distance", "nearest_LTE_distance",
                "cellular_coverage_type",
            ]
        case .itu:
            [
                "poi_id", "lat", "lon", "poi_type", "is_connected", "connectivity_type", "has_electricity",
                "number_of_users", "total_mbps", "country_code", "dataset_id",
            ]
        }
    }

    /// Of them, those that the registry itself holds.
    private var held: Set<String> {
        switch self {
        case .giga:
            [
                "school_id_govt", "school_id_giga", "school_name", "latitude", "longitude", "school_area_type",
                "num_students", "admin1", "admin2",
            ]
        // The code is kept as it came: a country's name does not say which of its codes a file uses.
        case .itu: ["poi_id", "lat", "lon", "number_of_users"]
        }
    }

    /// Those that are kept beside the school.
    public var extraColumns: [String] { columns.filter { !held.contains($0) } }

    /// Speeds in Mbps.
    var speedColumns: [String] {
        switch self {
        case .giga: ["download_speed_govt", "download_speed_contracted", "download_speed_benchmark"]
        case .itu: ["total_mbps"]
        }
    }

    /// By the column that no other file has.
    static func of(_ table: TableSource) -> SchoolDialect? {
        allCases.first { table.hasColumn($0.columns[0]) }
    }
}
