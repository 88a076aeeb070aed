/// How many of a programme's schools have reached a stage, and what the stage costs.
public struct MilestoneRow: Codable, Sendable, Equatable {
    /// Nil in a row of a funder.
    public var programme: String?
    public var programmeName: String?
    public var funder: String?
    public var area: String?
    public var school: String?
    public var schoolName: String?
    public var stage: MilestoneStage
    /// That take part.
    public var schools: Int
    /// That have reached this stage or a later one.
    public var reached: Int
    /// `reached` of `schools`, from 0 to 1; nil where none takes part.
    public var share: Double?
    /// Of this stage's own milestones, in `currency`; nil where none of them says a cost. Another currency is another row.
    public var cost: Double?
    public var currency: String?
    /// Milestones of the stage that say no cost.
    public var withoutCost: Int

    enum CodingKeys: String, CodingKey {
        case programme, funder, area, school, stage, schools, reached, share, cost, currency
        case programmeName = "programme_name"
        case schoolName = "school_name"
        case withoutCost = "without_cost"
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
        try values.encode(stage, forKey: .stage)
        try values.encode(schools, forKey: .schools)
        try values.encode(reached, forKey: .reached)
        try values.encode(share, forKey: .share)
        try values.encode(cost, forKey: .cost)
        try values.encode(currency, forKey: .currency)
        try values.encode(withoutCost, forKey: .withoutCost)
    }
}
