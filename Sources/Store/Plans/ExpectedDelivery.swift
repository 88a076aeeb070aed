/// What an approved plan of purchases lets a programme bring to a school, and how much of it its lists say has come.
public struct ExpectedDelivery: Sendable, Equatable, Codable {
    public var programme: String
    public var plan: Int
    public var planName: String
    public var lot: Int
    public var school: String
    public var schoolName: String
    public var category: EquipmentKind
    /// Pieces.
    public var expected: Int
    /// Of these what the programme's lists of deliveries name since the plan was approved, lots in order; nil for what no
    /// such list can name.
    public var delivered: Int?
    public var cost: Double
    public var currency: String?
    /// The year of the money.
    public var year: Int?
    public var stage: PlanStage

    public init(
        programme: String, plan: Int, planName: String, lot: Int, school: String, schoolName: String,
        category: EquipmentKind, expected: Int, delivered: Int? = nil, cost: Double, currency: String? = nil,
        year: Int? = nil, stage: PlanStage
    ) {
        self.programme = programme
        self.plan = plan
        self.planName = planName
        self.lot = lot
        self.school = school
        self.schoolName = schoolName
        self.category = category
        self.expected = expected
        self.delivered = delivered
        self.cost = cost
        self.currency = currency
        self.year = year
        self.stage = stage
    }

    enum CodingKeys: String, CodingKey {
        case programme, plan
        case planName = "plan_name"
        case lot, school
        case schoolName = "school_name"
        case category, expected, delivered, cost, currency, year, stage
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(programme, forKey: .programme)
        try values.encode(plan, forKey: .plan)
        try values.encode(planName, forKey: .planName)
        try values.encode(lot, forKey: .lot)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(category, forKey: .category)
        try values.encode(expected, forKey: .expected)
        try values.encode(delivered, forKey: .delivered)
        try values.encode(cost, forKey: .cost)
        try values.encode(currency, forKey: .currency)
        try values.encode(year, forKey: .year)
        try values.encode(stage, forKey: .stage)
    }
}
