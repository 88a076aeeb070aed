public import FoundationEssentials
public import Store

/// A registry of schools as a CSV file, in our column names, those of Giga's school upload or of ITU's points of interest.
///
/// Ours: `id, giga_id, name_kk, name_ru, name_en, country, region, district, type, supported_by, latitude, longitude, pupils,
/// rural, grades, shifts, managing_body, settlement, settlement_level, electricity, education_level, opened_on, closed_on,
/// made_up`. Giga's: `school_id_govt, school_id_giga, school_name, latitude, longitude, num_students, admin1, admin2,
/// school_area_type, education_level_govt, education_level, electricity_availability, electricity_type`; ITU's: `poi_id, lat,
/// lon, number_of_users, country_code`. What else these publish is kept beside the school (`SchoolDialect`). Giga's file names
/// no country: give one, or add the column. ITU's has no names: of a school that is not known yet its id is the name.
public enum SchoolsCSV {
    /// What a file held.
    public struct Content: Equatable, Sendable {
        public var schools: [School]
        /// Columns that were not read.
        public var ignoredColumns: [String]
        /// What the file has no column for.
        public var unsaid: Set<SchoolField>
    }

    static let columns: [String: [String]] = [
        "id": ["id", "school_id_govt", "poi_id"],
        "names": ["name_kk", "name_ru", "name_en", "school_name", "name"],
        "country": ["country", "country_code"],
        "latitude": ["latitude", "lat"],
        "longitude": ["longitude", "lon"],
        "giga": ["giga_id", "school_id_giga"],
        "region": ["region", "admin1"],
        "district": ["district", "admin2"],
        "pupils": ["pupils", "num_students", "number_of_users"],
        "rural": ["rural", "school_area_type"],
        // The government's own word first: Giga's is derived from it.
        "education": ["education_level_govt", "education_level"],
    ]

    /// Columns with one name only.
    static let plain = [
        "type", "supported_by", "grades", "shifts", "managing_body", "settlement", "settlement_level", "electricity",
        "electricity_availability", "electricity_type", "opened_on", "closed_on", "made_up",
    ]

    /// - Parameters:
    ///   - file: its name, for messages.
    ///   - country: for rows that name none.
    /// - Throws: `ImportFailure`, with up to `ImportFailure.problemLimit` problems; then nothing is to be imported.
    public static func read(_ data: Data, file: String, country: String? = nil) throws -> [School] {
        try content(of: data, file: file, country: country).schools
    }

    /// As `read`, and says which columns were not read.
    public static func content(of data: Data, file: String, country: String? = nil) throws -> Content {
        let table = try TableSource(data, file: file)
        let content = try table.content(SchoolTableReader(country: country))
        return Content(
            schools: content.values.map(\.school), ignoredColumns: content.ignoredColumns,
            unsaid: SchoolField.unsaid(table.hasColumn))
    }

    static func named(_ column: String) -> [String] { columns[column] ?? [column] }
}
