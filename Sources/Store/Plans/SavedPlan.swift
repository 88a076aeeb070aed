public import FoundationEssentials

/// A plan that was kept, and what it was made from.
public struct SavedPlan: Sendable, Equatable, Codable {
    /// Given by the store.
    public var id: Int
    /// Unique among plans.
    public var name: String
    /// What it decides: `fiber`.
    public var kind: String
    public var madeAt: Date
    public var madeBy: String
    /// Of everything that went into it: two plans with one hash answer the same question.
    public var inputHash: String
    /// The norm that lines were held against; nil for each school's own.
    public var norm: String?
    /// Of the region's settings when it was made.
    public var settingsVersion: Int
    public var currency: String?
    public var budget: Double
    public var spent: Double
    public var weight: Double
    /// No plan of its model is worth more.
    public var upperBound: Double
    /// The plan in whose place it was made.
    public var replans: Int?
    /// Nil for a draft.
    public var approvedAt: Date?
    public var approvedBy: String?

    public init(
        id: Int = 0, name: String, kind: String = "fiber", madeAt: Date, madeBy: String, inputHash: String,
        norm: String? = nil, settingsVersion: Int = 0, currency: String? = nil, budget: Double, spent: Double,
        weight: Double, upperBound: Double, replans: Int? = nil, approvedAt: Date? = nil, approvedBy: String? = nil
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
    }
}
