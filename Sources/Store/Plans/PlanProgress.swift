public import FoundationEssentials
public import Reports

/// That a part of a plan has come to a stage.
public struct PlanProgress: Sendable, Equatable {
    /// Which part.
    public enum Part: Sendable, Equatable {
        case all
        /// A lot's segments and sites, or its purchases.
        case lot(Int)
        /// A site with the segment that ends at it, or a school's purchases.
        case site(String)
    }

    public var plan: Int
    public var part: Part
    public var stage: PlanStage
    public var day: CivilDate
    public var document: String?
    /// Of sites that are accepted: what their lines gave, in Mbps. A site without it is not accepted.
    public var measuredMbps: [String: Double]
    /// Of purchases that are accepted, by their order: how many of the category computers see at the school now. A purchase
    /// without it is accepted only on a document, and only if it is of a kind that no computer can see.
    public var verifiedPieces: [Int: Int]
    public var notedAt: Date
    public var notedBy: String

    public init(
        plan: Int, part: Part, stage: PlanStage, day: CivilDate, document: String? = nil,
        measuredMbps: [String: Double] = [:], verifiedPieces: [Int: Int] = [:], notedAt: Date, notedBy: String
    ) {
        self.plan = plan
        self.part = part
        self.stage = stage
        self.day = day
        self.document = document
        self.measuredMbps = measuredMbps
        self.verifiedPieces = verifiedPieces
        self.notedAt = notedAt
        self.notedBy = notedBy
    }
}
