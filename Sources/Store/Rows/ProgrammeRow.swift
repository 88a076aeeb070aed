public import Reports

/// What a programme delivered of a category, what of it is there, and whether it is used.
public struct ProgrammeRow: Sendable, Equatable {
    /// How what was delivered was looked for among what computers saw.
    public enum Way: String, Codable, Sendable {
        case serials, counts
        /// Some of it by serials, the rest by counts.
        case both
    }

    /// Whether use could be measured.
    public enum Measured: String, Codable, Sendable {
        case measured
        /// Some of it was never seen by any computer: the days are those of the rest.
        case partly
        /// No computer ever saw any of it, as with tablets that no cable meets.
        case notMeasured = "not_measured"
    }

    /// Nil in a row of a funder.
    public var programme: String?
    public var programmeName: String?
    public var funder: String?
    /// Of a row of an area: its path.
    public var area: String?
    public var school: String?
    public var schoolName: String?
    /// Nil where nothing has been delivered.
    public var category: Reports.Category?
    /// That have a delivery of the category; where nothing has been delivered, that take part.
    public var schools: Int
    public var delivered: Int
    /// Ever seen by a computer since it was delivered.
    public var seen: Int
    /// Of these what presence verified: seen within the last school days that count.
    public var verified: Int
    /// With what is on the books, and what nobody can tell because its computer is off: so many are there at most.
    public var presentHigh: Int
    public var use: Measured?
    /// Days of school on which what was delivered was attached, over all devices, in the period; nil where not measured.
    public var deviceDays: Int?
    public var matchedBy: Way?
    /// Of the schools that have a delivery and whose pupils are known.
    public var pupils: Int?
    /// Those pupils over what was delivered to their schools.
    public var childrenPerDevice: Double?
    /// Live agents of all computers of those schools; nil where they have none.
    public var coverage: Double?

    public init(
        programme: String? = nil, programmeName: String? = nil, funder: String? = nil, area: String? = nil,
        school: String? = nil, schoolName: String? = nil, category: Reports.Category? = nil, schools: Int = 0,
        delivered: Int = 0, seen: Int = 0, verified: Int = 0, presentHigh: Int = 0, use: Measured? = nil,
        deviceDays: Int? = nil,
        matchedBy: Way? = nil, pupils: Int? = nil, childrenPerDevice: Double? = nil, coverage: Double? = nil
    ) {
        self.programme = programme
        self.programmeName = programmeName
        self.funder = funder
        self.area = area
        self.school = school
        self.schoolName = schoolName
        self.category = category
        self.schools = schools
        self.delivered = delivered
        self.seen = seen
        self.verified = verified
        self.presentHigh = presentHigh
        self.use = use
        self.deviceDays = deviceDays
        self.matchedBy = matchedBy
        self.pupils = pupils
        self.childrenPerDevice = childrenPerDevice
        self.coverage = coverage
    }
}

extension ProgrammeRow: Codable {
    enum CodingKeys: String, CodingKey {
        case programme, funder, area, school, category, schools, delivered, seen, verified, use, pupils, coverage
        case programmeName = "programme_name"
        case schoolName = "school_name"
        case presentHigh = "present_high"
        case deviceDays = "device_days"
        case matchedBy = "matched_by"
        case childrenPerDevice = "children_per_device"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(programme, forKey: .programme)
        try values.encode(programmeName, forKey: .programmeName)
        try values.encode(funder, forKey: .funder)
        try values.encode(area, forKey: .area)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(category, forKey: .category)
        try values.encode(schools, forKey: .schools)
        try values.encode(delivered, forKey: .delivered)
        try values.encode(seen, forKey: .seen)
        try values.encode(verified, forKey: .verified)
        try values.encode(presentHigh, forKey: .presentHigh)
        try values.encode(use, forKey: .use)
        try values.encode(deviceDays, forKey: .deviceDays)
        try values.encode(matchedBy, forKey: .matchedBy)
        try values.encode(pupils, forKey: .pupils)
        try values.encode(childrenPerDevice, forKey: .childrenPerDevice)
        try values.encode(coverage, forKey: .coverage)
    }
}
