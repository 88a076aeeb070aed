public import FoundationEssentials

/// A plan that was kept, and what it was made from.
public struct SavedPlan: Sendable, Equatable, Codable {
    /// Given by the store.
    public var id: Int
    /// Unique among plans.
    public var name: String
    public var kind: PlanKind
    public var madeAt: Date
    public var madeBy: String
    /// Of everything that went into it: two plans with one hash answer the same question.
    public var inputHash: String
    /// The norm that lines were held against; nil for each school's own.
    public var norm: String?
    /// Of the region's settings when it was made.
    public var settingsVersion: Int
    public var currency: String?
    /// Where a plan of purchases was given none, what all that is missing costs.
    public var budget: Double
    public var spent: Double
    /// What was reached: of a plan of purchases, by its objective.
    public var weight: Double
    /// No plan of its model is worth more.
    public var upperBound: Double
    /// The plan in whose place it was made.
    public var replans: Int?
    /// Nil for a draft.
    public var approvedAt: Date?
    public var approvedBy: String?
    /// Whose expected deliveries its purchases are, since it was approved.
    public var programme: String?

    public init(
        id: Int = 0, name: String, kind: PlanKind = .fiber, madeAt: Date, madeBy: String, inputHash: String,
        norm: String? = nil, settingsVersion: Int = 0, currency: String? = nil, budget: Double, spent: Double,
        weight: Double, upperBound: Double, replans: Int? = nil, approvedAt: Date? = nil, approvedBy: String? = nil,
        programme: String? = nil
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.madeAt = madeAt
        self.madeBy = madeBy
        self.inputHash = inputHash
        self.norm = norm
        self.settingsVersion = settingsVersion
        self.currency = currency
        self.budget = budget
        self.spent = spent
        self.weight = weight
        self.upperBound = upperBound
        self.replans = replans
        self.approvedAt = approvedAt
        self.approvedBy = approvedBy
        self.programme = programme
    }

    enum CodingKeys: String, CodingKey {
        case id, name, kind
        case madeAt = "made_at"
        case madeBy = "made_by"
        case inputHash = "input_hash"
        case norm
        case settingsVersion = "settings_version"
        case currency, budget, spent, weight
        case upperBound = "upper_bound"
        case replans
        case approvedAt = "approved_at"
        case approvedBy = "approved_by"
        case programme
    }

    /// Every key in every plan: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(name, forKey: .name)
        try values.encode(kind, forKey: .kind)
        try values.encode(madeAt, forKey: .madeAt)
        try values.encode(madeBy, forKey: .madeBy)
        try values.encode(inputHash, forKey: .inputHash)
        try values.encode(norm, forKey: .norm)
        try values.encode(settingsVersion, forKey: .settingsVersion)
        try values.encode(currency, forKey: .currency)
        try values.encode(budget, forKey: .budget)
        try values.encode(spent, forKey: .spent)
        try values.encode(weight, forKey: .weight)
        try values.encode(upperBound, forKey: .upperBound)
        try values.encode(replans, forKey: .replans)
        try values.encode(approvedAt, forKey: .approvedAt)
        try values.encode(approvedBy, forKey: .approvedBy)
        try values.encode(programme, forKey: .programme)
    }
}

/// What a plan decides.
public enum PlanKind: String, Sendable, Codable, CaseIterable {
    /// Which sites are connected.
    case fiber
    /// What is bought for whom.
    case equip
}
