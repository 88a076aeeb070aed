/// Where a school lies, and nothing that is heard from it: what maps and groups of other lists are made with.
public struct PlaceRow: Codable, Sendable, Equatable {
    public var school: String
    /// In the language asked for, or the next one known.
    public var schoolName: String
    public var area: AreaPath
    public var type: SchoolType
    public var rural: Bool?
    /// Degrees, WGS 84.
    public var latitude: Double?
    public var longitude: Double?
    public var madeUp: Bool

    public init(_ school: School, language: Language = .en) {
        self.school = school.id
        schoolName = school.names.preferred(language)
        area = school.area
        type = school.type
        rural = school.rural
        latitude = school.latitude
        longitude = school.longitude
        madeUp = school.madeUp
    }

    enum CodingKeys: String, CodingKey {
        case school, area, type, rural, latitude, longitude
        case schoolName = "school_name"
        case madeUp = "made_up"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(area, forKey: .area)
        try values.encode(type, forKey: .type)
        try values.encode(rural, forKey: .rural)
        try values.encode(latitude, forKey: .latitude)
        try values.encode(longitude, forKey: .longitude)
        try values.encode(madeUp, forKey: .madeUp)
    }
}
