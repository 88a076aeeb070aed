/// How many learnt and taught at a school in one school year.
public struct SchoolYearCount: Sendable, Hashable {
    /// The school's official id.
    public var school: String
    public var year: SchoolYear
    public var pupils: Int?
    /// Of the pupils.
    public var girls: Int?
    public var teachers: Int?
    /// Classes of pupils that are taught together.
    public var classes: Int?
    /// Where the figures come from, such as the name of a file.
    public var source: String?

    public init(
        school: String, year: SchoolYear, pupils: Int? = nil, girls: Int? = nil, teachers: Int? = nil,
        classes: Int? = nil, source: String? = nil
    ) {
        self.school = school
        self.year = year
        self.pupils = pupils
        self.girls = girls
        self.teachers = teachers
        self.classes = classes
        self.source = source
    }
}
