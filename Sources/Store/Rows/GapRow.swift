internal import Reports

/// What schools lack of a norm: of one room's kind and category, with what it would cost.
public struct GapRow: Codable, Sendable, Equatable {
    /// The path of a row's area; nil where rows are of categories alone.
    public var area: String?
    public var school: String?
    public var schoolName: String?
    /// The room's kind, as the norm calls it.
    public var room: String
    public var category: EquipmentKind
    public var mandatory: Bool
    /// Schools that the norm asks this of.
    public var schools: Int
    /// Schools of which the norm cannot say what it asks, because their pupils are not known.
    public var schoolsUnknown: Int
    public var needed: Int
    /// Of what is needed: what presence verified, and what may be there as far as anybody knows (`StockCount`).
    public var presentLow: Int
    public var presentHigh: Int
    /// From `needed` less `presentHigh` to `needed` less `presentLow`, school by school.
    public var missingLow: Int
    public var missingHigh: Int
    /// Nil where the norm gives no price.
    public var costLow: Double?
    public var costHigh: Double?
    public var currency: String?
    /// The earliest year of the prices.
    public var priceYear: Int?
    /// Live agents of all computers of the row's schools: how sure the counts are; nil where they have none.
    public var coverage: Double?

    enum CodingKeys: String, CodingKey {
        case area, school, room, category, mandatory, schools, needed, currency, coverage
        case schoolName = "school_name"
        case schoolsUnknown = "schools_unknown"
        case presentLow = "present_low"
        case presentHigh = "present_high"
        case missingLow = "missing_low"
        case missingHigh = "missing_high"
        case costLow = "cost_low"
        case costHigh = "cost_high"
        case priceYear = "price_year"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(area, forKey: .area)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(room, forKey: .room)
        try values.encode(category, forKey: .category)
        try values.encode(mandatory, forKey: .mandatory)
        try values.encode(schools, forKey: .schools)
        try values.encode(schoolsUnknown, forKey: .schoolsUnknown)
        try values.encode(needed, forKey: .needed)
        try values.encode(presentLow, forKey: .presentLow)
        try values.encode(presentHigh, forKey: .presentHigh)
        try values.encode(missingLow, forKey: .missingLow)
        try values.encode(missingHigh, forKey: .missingHigh)
        try values.encode(costLow, forKey: .costLow)
        try values.encode(costHigh, forKey: .costHigh)
        try values.encode(currency, forKey: .currency)
        try values.encode(priceYear, forKey: .priceYear)
        try values.encode(coverage, forKey: .coverage)
    }
}
