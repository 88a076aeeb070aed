public import FoundationEssentials
public import Store

/// A registry of schools as a CSV file, in our column names or those of Giga's school upload.
///
/// Ours: `id, giga_id, name_kk, name_ru, name_en, country, region, district, type, supported_by, latitude, longitude, pupils,
/// rural, grades, shifts, managing_body, settlement, settlement_level, electricity, education_level, opened_on, closed_on,
/// made_up`. Giga's: `school_id_govt, school_id_giga, school_name, latitude, longitude, num_students, admin1, admin2,
/// school_area_type, education_level_govt, education_level, electricity_availability, electricity_type`; its other columns are
/// left alone. Giga's file names no country: give one, or add the column.
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
        "id": ["id", "school_id_govt"],
        "giga": ["giga_id", "school_id_giga"],
        "region": ["region", "admin1"],
        "district": ["district", "admin2"],
        "pupils": ["pupils", "num_students"],
        "rural": ["rural", "school_area_type"],
        // The government's own word first: Giga's is derived from it.
        "education": ["education_level_govt", "education_level"],
    ]

    /// Columns with one name only.
    static let plain = [
        "name_kk", "name_ru", "name_en", "school_name", "country", "type", "supported_by", "latitude", "longitude",
        "grades", "shifts", "managing_body", "settlement", "settlement_level", "electricity",
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
            schools: content.values, ignoredColumns: content.ignoredColumns,
            unsaid: SchoolField.unsaid(table.hasColumn))
    }

    static func named(_ column: String) -> [String] { columns[column] ?? [column] }
}
