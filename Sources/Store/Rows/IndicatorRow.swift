/// What an indicator came to in a period at a school, or at those of an area.
public struct IndicatorRow: Codable, Sendable, Equatable {
    public var indicator: String
    public var name: String
    public var unit: String
    public var direction: Indicator.Direction
    public var rollup: Indicator.Rollup
    /// Values of two programmes never come together: they may count the same children.
    public var programme: String?
    /// The path of a row's area; a school's own in a row of a school.
    public var area: String
    public var school: String?
    public var schoolName: String?
    public var period: String
    /// Nil where none is known, or where it is hidden because it would tell of few children.
    public var value: Double?
    /// Of the schools that have a value too, so that the two can be compared.
    public var target: Double?
    /// `value` of `target`, from 0; nil without both or where the target is 0.
    public var share: Double?
    /// Schools that have a value.
    public var schools: Int
    /// Schools that have a target and no value.
    public var schoolsMissing: Int
    /// Whether the value is hidden.
    public var hidden: Bool

    enum CodingKeys: String, CodingKey {
        case indicator, name, unit, direction, rollup, programme, area, school, period, value, target, share, schools
        case hidden
        case schoolName = "school_name"
        case schoolsMissing = "schools_missing"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(indicator, forKey: .indicator)
        try values.encode(name, forKey: .name)
        try values.encode(unit, forKey: .unit)
        try values.encode(direction, forKey: .direction)
        try values.encode(rollup, forKey: .rollup)
        try values.encode(programme, forKey: .programme)
        try values.encode(area, forKey: .area)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(period, forKey: .period)
        try values.encode(value, forKey: .value)
        try values.encode(target, forKey: .target)
        try values.encode(share, forKey: .share)
        try values.encode(schools, forKey: .schools)
        try values.encode(schoolsMissing, forKey: .schoolsMissing)
        try values.encode(hidden, forKey: .hidden)
    }
}
