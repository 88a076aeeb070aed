public import Reports

/// What part a school plays in its network.
public enum SchoolType: String, Codable, Sendable, CaseIterable {
    /// Lends teachers and equipment to small schools around it.
    case support
    /// Too few pupils for full classes; `supportedBy` a support school.
    case small
    case ordinary
}

/// A school as the registry knows it.
public struct School: Sendable, Hashable {
    /// The official id; Giga calls it `school_id_govt`.
    public var id: String
    public var gigaID: String?
    /// At least one name.
    public var names: Names
    public var area: AreaPath
    public var type: SchoolType
    /// `id` of its support school.
    public var supportedBy: String?
    /// Degrees, WGS 84; with `longitude` or not at all.
    public var latitude: Double?
    public var longitude: Double?
    public var pupils: Int?
    /// nil where nobody said.
    public var rural: Bool?
    /// The lowest and the highest that are taught, such as `1-11`; `0` is the year before school.
    public var grades: String?
    /// How many times a day classes begin.
    public var shifts: Int?
    /// Whom it belongs to, such as a district's department of education.
    public var managingBody: String?
    /// The city, town or village.
    public var settlement: String?
    public var settlementLevel: SettlementLevel?
    public var electricity: Electricity?
    /// In the country's own words, such as `Primary`.
    public var educationLevel: String?
    public var openedOn: CivilDate?
    /// The first day on which it is not there any more.
    public var closedOn: CivilDate?
    /// Invented for a demonstration or a test: pages and exports say so.
    public var madeUp: Bool

    public init(
        id: String, gigaID: String? = nil, names: Names, area: AreaPath, type: SchoolType = .ordinary,
        supportedBy: String? = nil, latitude: Double? = nil, longitude: Double? = nil, pupils: Int? = nil,
        rural: Bool? = nil, grades: String? = nil, shifts: Int? = nil, managingBody: String? = nil,
        settlement: String? = nil, settlementLevel: SettlementLevel? = nil, electricity: Electricity? = nil,
        educationLevel: String? = nil, openedOn: CivilDate? = nil, closedOn: CivilDate? = nil, madeUp: Bool = false
    ) {
        self.id = id
        self.gigaID = gigaID
        self.names = names
        self.area = area
        self.type = type
        self.supportedBy = supportedBy
        self.latitude = latitude
        self.longitude = longitude
        self.pupils = pupils
        self.rural = rural
        self.grades = grades
        self.shifts = shifts
        self.managingBody = managingBody
        self.settlement = settlement
        self.settlementLevel = settlementLevel
        self.electricity = electricity
        self.educationLevel = educationLevel
        self.openedOn = openedOn
        self.closedOn = closedOn
        self.madeUp = madeUp
    }
}
