/// An indicator of a standard definition, computed from what is known of the schools of an area.
public struct StandardIndicatorRow: Codable, Sendable, Equatable {
    /// Such as `learners_per_pedagogical_computer` or `SCHBSP.1.WELEC`.
    public var indicator: String
    /// Whose definition it is, and in one sentence what is counted.
    public var definition: String
    /// A path.
    public var area: String
    public var numerator: Double
    public var denominator: Double
    /// `numerator` of `denominator`; of a gap their difference, in shares. Nil where nothing is known.
    public var value: Double?
    /// `share`, `learners_per_computer` or `difference_of_shares`.
    public var unit: String
    /// Schools that the figure is made of.
    public var schools: Int
    /// Schools that it should be made of, and of which it is not known.
    public var schoolsUnknown: Int

    enum CodingKeys: String, CodingKey {
        case indicator, definition, area, numerator, denominator, value, unit, schools
        case schoolsUnknown = "schools_unknown"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(indicator, forKey: .indicator)
        try values.encode(definition, forKey: .definition)
        try values.encode(area, forKey: .area)
        try values.encode(numerator, forKey: .numerator)
        try values.encode(denominator, forKey: .denominator)
        try values.encode(value, forKey: .value)
        try values.encode(unit, forKey: .unit)
        try values.encode(schools, forKey: .schools)
        try values.encode(schoolsUnknown, forKey: .schoolsUnknown)
    }
}
