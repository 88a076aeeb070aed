public import Reports

/// A school as far as answers about programmes, norms, readiness and rollups ask for it.
public struct SchoolPlace: Sendable, Equatable {
    public var id: String
    /// In the language asked for, or the next one known.
    public var name: String
    public var area: AreaPath
    public var type: SchoolType
    /// Its support school's official id.
    public var supportedBy: String?
    /// As the reader may know it.
    public var pupils: Int?
    public var rural: Bool?
    public var electricity: Electricity?
    /// As the registry has them, such as `1-11`.
    public var grades: String?
    /// How many times a day classes begin.
    public var shifts: Int?
    /// Of the latest school year of which anybody said.
    public var teachers: Int?
    /// Classes of pupils that are taught together, as `teachers`.
    public var classes: Int?
    public var days: SchoolDays
    /// Within how many school days a thing must have been seen to be verified.
    public var presenceDays: Int
    /// Where a finding about its lines becomes another verdict.
    public var thresholds: LineThresholds
    /// Computers with an agent that was heard within `Query.liveDays`.
    public var computersLive: Int
    /// Computers with an agent that serve lessons.
    public var pedagogicalComputers: Int

    public init(
        id: String, name: String, area: AreaPath, type: SchoolType = .ordinary, supportedBy: String? = nil,
        pupils: Int? = nil, rural: Bool? = nil, electricity: Electricity? = nil, grades: String? = nil,
        shifts: Int? = nil, teachers: Int? = nil, classes: Int? = nil, days: SchoolDays = .standard,
        presenceDays: Int = PresenceWindow.standardDays,
        thresholds: LineThresholds = .standard, computersLive: Int = 0, pedagogicalComputers: Int = 0
    ) {
        self.id = id
        self.name = name
        self.area = area
        self.type = type
        self.supportedBy = supportedBy
        self.pupils = pupils
        self.rural = rural
        self.electricity = electricity
        self.grades = grades
        self.shifts = shifts
        self.teachers = teachers
        self.classes = classes
        self.days = days
        self.presenceDays = presenceDays
        self.thresholds = thresholds
        self.computersLive = computersLive
        self.pedagogicalComputers = pedagogicalComputers
    }
}
