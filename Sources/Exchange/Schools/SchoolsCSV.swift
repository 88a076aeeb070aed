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
        let table = try CSVTable(data, file: file)
        try requireColumns(of: table, country: country)
        var problems: [ImportFailure.Problem] = []
        var schools: [School] = []
        var firstLines: [String: Int] = [:]
        for row in table.rows {
            var reader = RowReader(table: table, row: row)
            if let school = SchoolRowReader.school(&reader, country: country) {
                if let first = firstLines[school.id] {
                    let column = reader.column(named("id")) ?? "id"
                    let id = RowReader.excerpt(school.id)
                    reader.fault(column, "school \"\(id)\" stands twice, first on line \(first)")
                } else {
                    firstLines[school.id] = row.line
                    schools.append(school)
                }
            }
            problems += reader.problems
            if problems.count >= ImportFailure.problemLimit { break }
        }
        guard problems.isEmpty else {
            throw ImportFailure(file: file, problems: Array(problems.prefix(ImportFailure.problemLimit)))
        }
        let known = Set(columns.values.joined()).union(plain)
        return Content(
            schools: schools, ignoredColumns: table.header.filter { !$0.isEmpty && !known.contains($0.lowercased()) },
            unsaid: SchoolField.unsaid(table.hasColumn))
    }

    static func named(_ column: String) -> [String] { columns[column] ?? [column] }

    private static func requireColumns(of table: CSVTable, country: String?) throws {
        var missing: [String] = []
        if !named("id").contains(where: table.hasColumn) {
            missing.append("no column \"id\" (Giga: \"school_id_govt\")")
        }
        if !["name_kk", "name_ru", "name_en", "school_name"].contains(where: table.hasColumn) {
            missing.append("no column \"name_kk\", \"name_ru\" or \"name_en\" (Giga: \"school_name\")")
        }
        if country == nil, !table.hasColumn("country") { missing.append("no column \"country\"; add it") }
        guard !missing.isEmpty else { return }
        throw ImportFailure(file: table.file, problems: missing.map { .init(line: 1, message: $0) })
    }
}
