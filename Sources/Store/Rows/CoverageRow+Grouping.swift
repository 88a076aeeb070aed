extension CoverageRow {
    /// How far rows are added up.
    public enum Level: String, Sendable, CaseIterable {
        case school, district, region, country

        /// How many parts of an area's path are kept.
        fileprivate var depth: Int {
            switch self {
            case .country: 1
            case .region: 2
            case .school, .district: 3
            }
        }
    }

    /// Adds rows of schools up to areas, in the order of the areas' paths.
    public static func rows(of schools: [CoverageRow], by level: Level) -> [CoverageRow] {
        guard level != .school else { return schools }
        var groups: [[String]: CoverageRow] = [:]
        for row in schools {
            let parts = row.area.parts.prefix(level.depth)
            let key = Array(row.area.key.prefix(level.depth))
            guard var group = groups[key] else {
                let area = AreaPath(
                    country: parts[0], region: parts.count > 1 ? parts[1] : nil,
                    district: parts.count > 2 ? parts[2] : nil)
                groups[key] = CoverageRow(
                    school: nil, schoolName: nil, area: area, schools: row.schools,
                    schoolsWithoutComputers: row.schoolsWithoutComputers, coverage: row.coverage, day: row.day)
                continue
            }
            group.schools += row.schools
            group.schoolsWithoutComputers += row.schoolsWithoutComputers
            group.coverage = group.coverage + row.coverage
            group.day = min(group.day, row.day)
            groups[key] = group
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }
}
