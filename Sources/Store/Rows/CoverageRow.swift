/// How much of a school's or an area's equipment can be known, and what is missing to be sure.
public struct CoverageRow: Codable, Sendable, Equatable {
    /// Nil where the row is of an area.
    public var school: String?
    public var schoolName: String?
    public var area: AreaPath
    /// Schools in the row, and those of them with no computer known at all.
    public var schools: Int
    public var schoolsWithoutComputers: Int
    public var coverage: Coverage
    /// The earliest civil day of which any of this is.
    public var day: String

    public init(
        school: String?, schoolName: String?, area: AreaPath, schools: Int = 1, schoolsWithoutComputers: Int,
        coverage: Coverage, day: String
    ) {
        self.school = school
        self.schoolName = schoolName
        self.area = area
        self.schools = schools
        self.schoolsWithoutComputers = schoolsWithoutComputers
        self.coverage = coverage
        self.day = day
    }

    /// What would have to be done to be sure of everything, in words for a table.
    public var missing: [String] {
        func say(_ count: Int, _ one: String, _ many: String) -> String? {
            count > 0 ? "\(count) \(count == 1 ? one : many)" : nil
        }
        return [
            say(
                schools > 1 ? schoolsWithoutComputers : 0, "school without a computer known",
                "schools without a computer known"),
            schools == 1 && schoolsWithoutComputers == 1 ? "no computer known" : nil,
            say(coverage.registered, "PC without an agent", "PCs without an agent"),
            say(coverage.agents - coverage.live, "agent silent", "agents silent"),
        ].compactMap(\.self)
    }

    enum CodingKeys: String, CodingKey {
        case school, area, schools, computers, registered, agents, live, share, day, missing
        case schoolName = "school_name"
        case schoolsWithoutComputers = "schools_without_computers"
        case daysPossible = "days_possible"
        case daysRun = "days_run"
        case runShare = "run_share"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            school: try values.decodeIfPresent(String.self, forKey: .school),
            schoolName: try values.decodeIfPresent(String.self, forKey: .schoolName),
            area: try values.decode(AreaPath.self, forKey: .area),
            schools: try values.decode(Int.self, forKey: .schools),
            schoolsWithoutComputers: try values.decode(Int.self, forKey: .schoolsWithoutComputers),
            coverage: Coverage(
                registered: try values.decode(Int.self, forKey: .registered),
                agents: try values.decode(Int.self, forKey: .agents), live: try values.decode(Int.self, forKey: .live),
                daysPossible: try values.decode(Int.self, forKey: .daysPossible),
                daysRun: try values.decode(Int.self, forKey: .daysRun)),
            day: try values.decode(String.self, forKey: .day))
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(area, forKey: .area)
        try values.encode(schools, forKey: .schools)
        try values.encode(schoolsWithoutComputers, forKey: .schoolsWithoutComputers)
        try values.encode(coverage.computers, forKey: .computers)
        try values.encode(coverage.registered, forKey: .registered)
        try values.encode(coverage.agents, forKey: .agents)
        try values.encode(coverage.live, forKey: .live)
        try values.encode(coverage.share, forKey: .share)
        try values.encode(coverage.daysPossible, forKey: .daysPossible)
        try values.encode(coverage.daysRun, forKey: .daysRun)
        try values.encode(coverage.runShare, forKey: .runShare)
        try values.encode(day, forKey: .day)
        try values.encode(missing, forKey: .missing)
    }
}
