internal import Store

/// Reads schools from a table, in our column names, those of Giga's school upload or those of ITU's points of interest.
public struct SchoolTableReader: TableReader {
    /// For rows that name none.
    public var country: String?

    public init(country: String? = nil) {
        self.country = country
    }

    public var columns: Set<String> {
        Set(SchoolsCSV.columns.values.joined()).union(SchoolsCSV.plain)
            .union(SchoolDialect.allCases.flatMap(\.columns).map { $0.lowercased() })
    }

    public func missing(in table: TableSource) -> [String] {
        var missing: [String] = []
        if !SchoolsCSV.named("id").contains(where: table.hasColumn) {
            missing.append("no column \"id\" (Giga: \"school_id_govt\", ITU: \"poi_id\")")
        }
        if !SchoolsCSV.named("names").contains(where: table.hasColumn), SchoolDialect.of(table) != .itu {
            missing.append("no column \"name_kk\", \"name_ru\" or \"name_en\" (Giga: \"school_name\")")
        }
        if country == nil, !SchoolsCSV.named("country").contains(where: table.hasColumn) {
            missing.append("no column \"country\"; add it, or say --country NAME")
        }
        return missing
    }

    public func value(_ reader: inout RowReader) -> ImportedSchool? {
        let dialect = SchoolDialect.of(reader.table)
        if dialect == .itu, let kind = reader.raw(["poi_type"])?.lowercased(), !kind.contains("school") {
            reader.warn("poi_type", "\"\(CellText.excerpt(kind))\" is passed over: only schools are taken")
            return nil
        }
        guard let school = SchoolRowReader.school(&reader, country: country) else { return nil }
        SchoolQuality.judge(school, dialect, &reader)
        return ImportedSchool(
            school: school, extra: dialect.flatMap { Self.extra($0, of: school, reader) },
            level: reader.raw(["education_level_govt", "education_level"])?.lowercased(),
            unsaid: SchoolField.unsaid(reader.table.hasColumn))
    }

    public func identity(of value: ImportedSchool) -> TableIdentity? {
        TableIdentity("school", value.school.id, columns: SchoolsCSV.named("id"))
    }

    private static func extra(_ dialect: SchoolDialect, of school: School, _ reader: RowReader) -> SchoolExtra {
        var fields: [String: String] = [:]
        for column in dialect.extraColumns {
            if let text = reader.raw([column.lowercased()]) { fields[column] = CellText.unescaped(text) }
        }
        return SchoolExtra(school: school.id, source: dialect.rawValue, fields: fields)
    }
}
