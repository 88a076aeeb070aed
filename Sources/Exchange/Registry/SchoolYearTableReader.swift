public import Store

/// Reads pupils and teachers by school and school year: `school_id, school_year, pupils, girls, teachers, classes`, or Giga's
/// `school_id_govt, num_students, num_teachers, num_classrooms` with the year beside them.
public struct SchoolYearTableReader: TableReader {
    /// Of rows that name none.
    public var year: SchoolYear?
    /// Where the figures come from.
    public var source: String?

    public init(year: SchoolYear? = nil, source: String? = nil) {
        self.year = year
        self.source = source
    }

    private static let school = ["school_id", "school", "school_id_govt"]
    private static let years = ["school_year", "year"]
    private static let pupils = ["pupils", "num_students"]
    private static let teachers = ["teachers", "num_teachers"]
    private static let counts = pupils + ["girls", "classes"] + teachers

    public var columns: Set<String> { Set(Self.school + Self.years + Self.counts) }

    public func missing(in table: TableSource) -> [String] {
        var missing: [String] = []
        if !Self.school.contains(where: table.hasColumn) { missing.append("no column \"school_id\"") }
        if year == nil, !Self.years.contains(where: table.hasColumn) {
            missing.append("no column \"school_year\"; add it, such as 2026/27")
        }
        if !Self.counts.contains(where: table.hasColumn) {
            missing.append("no column \"pupils\", \"girls\", \"teachers\" or \"classes\"")
        }
        return missing
    }

    public func value(_ reader: inout RowReader) -> SchoolYearCount? {
        let school = reader.requiredText(Self.school)
        let year = schoolYear(&reader)
        let pupils = reader.count(Self.pupils, upTo: SchoolRowReader.pupilsLimit)
        let girls = reader.count(["girls"], upTo: SchoolRowReader.pupilsLimit)
        let teachers = reader.count(Self.teachers, upTo: 1_000)
        let classes = reader.count(["classes"], upTo: 500)
        if let pupils, let girls, girls > pupils {
            reader.fault("girls", "\(girls) girls are more than the \(pupils) pupils")
        }
        guard let school, let year, reader.problems.isEmpty else { return nil }
        return SchoolYearCount(
            school: school, year: year, pupils: pupils, girls: girls, teachers: teachers, classes: classes,
            source: source)
    }

    public func identity(of count: SchoolYearCount) -> TableIdentity? {
        TableIdentity("school and year", "\(count.school) \(count.year)", columns: Self.school)
    }

    private func schoolYear(_ reader: inout RowReader) -> SchoolYear? {
        guard let column = reader.column(Self.years), let text = reader.text([column]) else {
            if year == nil, let column = reader.column(Self.years) { reader.fault(column, "is empty") }
            return year
        }
        guard let read = SchoolYear(text) else {
            reader.fault(column, "\"\(CellText.excerpt(text))\" is no school year, such as 2026/27")
            return nil
        }
        return read
    }
}
