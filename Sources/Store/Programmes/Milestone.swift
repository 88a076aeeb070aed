/// How far a school's equipment is: each stage comes after those before it.
public enum MilestoneStage: String, Codable, Sendable, CaseIterable, Comparable {
    case planned, funded, contracted, equipped, accepted

    public static func < (left: MilestoneStage, right: MilestoneStage) -> Bool { left.order < right.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// That a programme's work at a school has reached a stage, and what that stage costs.
public struct Milestone: Sendable, Equatable {
    public var programme: String
    public var school: String
    public var stage: MilestoneStage
    /// When it was reached, `yyyy-mm-dd`.
    public var day: String
    /// In `currency`, of this stage alone: what was planned, what was funded, what the contract says.
    public var cost: Double?
    /// ISO 4217, such as `KZT`; never without a cost.
    public var currency: String?
    public var document: String?

    public init(
        programme: String, school: String, stage: MilestoneStage, day: String, cost: Double? = nil,
        currency: String? = nil, document: String? = nil
    ) {
        self.programme = programme
        self.school = school
        self.stage = stage
        self.day = day
        self.cost = cost
        self.currency = currency
        self.document = document
    }
}
