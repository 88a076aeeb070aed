public import Store

/// Reads schools from a table, in our column names or those of Giga's school upload.
public struct SchoolTableReader: TableReader {
    /// For rows that name none.
    public var country: String?

    public init(country: String? = nil) {
        self.country = country
    }

    public var columns: Set<String> { Set(SchoolsCSV.columns.values.joined()).union(SchoolsCSV.plain) }

    public func missing(in table: TableSource) -> [String] {
        var missing: [String] = []
        if !SchoolsCSV.named("id").contains(where: table.hasColumn) {
            missing.append("no column \"id\" (Giga: \"school_id_govt\")")
        }
        if !["name_kk", "name_ru", "name_en", "school_name"].contains(where: table.hasColumn) {
            missing.append("no column \"name_kk\", \"name_ru\" or \"name_en\" (Giga: \"school_name\")")
        }
        if country == nil, !table.hasColumn("country") { missing.append("no column \"country\"; add it") }
        return missing
    }

    public func value(_ reader: inout RowReader) -> School? { SchoolRowReader.school(&reader, country: country) }

    public func identity(of school: School) -> TableIdentity? {
        TableIdentity("school", school.id, columns: SchoolsCSV.named("id"))
    }
}
