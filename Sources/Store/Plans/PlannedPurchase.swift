/// What a plan buys of one thing for one school.
public struct PlannedPurchase: Sendable, Equatable, Codable {
    /// From 1; unique within a plan.
    public var order: Int
    /// From 1: what is bought together.
    public var lot: Int
    /// The district, as the path of its area.
    public var district: String
    /// Official id.
    public var school: String
    public var category: EquipmentKind
    /// What the norm asks of the thing.
    public var spec: String?
    /// Pieces.
    public var count: Int
    /// Of a piece, in the plan's currency.
    public var unitPrice: Double
    public var cost: Double
    /// Of all pieces.
    public var runningAYear: Double
    /// The year of the money; nil where money has none.
    public var year: Int?
    /// How many of the category were verified at the school when the plan was made; nil for what no computer can see.
    public var verifiedBefore: Int?
    public var stage: PlanStage

    public init(
        order: Int, lot: Int, district: String, school: String, category: EquipmentKind, spec: String? = nil,
        count: Int, unitPrice: Double, cost: Double, runningAYear: Double = 0, year: Int? = nil,
        verifiedBefore: Int? = nil, stage: PlanStage = .planned
    ) {
        self.order = order
        self.lot = lot
        self.district = district
        self.school = school
        self.category = category
        self.spec = spec
        self.count = count
        self.unitPrice = unitPrice
        self.cost = cost
        self.runningAYear = runningAYear
        self.year = year
        self.verifiedBefore = verifiedBefore
        self.stage = stage
    }

    enum CodingKeys: String, CodingKey {
        case order, lot, district, school, category, spec, count
        case unitPrice = "unit_price"
        case cost
        case runningAYear = "running_a_year"
        case year
        case verifiedBefore = "verified_before"
        case stage
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(order, forKey: .order)
        try values.encode(lot, forKey: .lot)
        try values.encode(district, forKey: .district)
        try values.encode(school, forKey: .school)
        try values.encode(category, forKey: .category)
        try values.encode(spec, forKey: .spec)
        try values.encode(count, forKey: .count)
        try values.encode(unitPrice, forKey: .unitPrice)
        try values.encode(cost, forKey: .cost)
        try values.encode(runningAYear, forKey: .runningAYear)
        try values.encode(year, forKey: .year)
        try values.encode(verifiedBefore, forKey: .verifiedBefore)
        try values.encode(stage, forKey: .stage)
    }
}
