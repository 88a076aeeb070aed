/// Money of one funder for one year; what is not spent in its year is not carried over.
public struct EquipFund: Sendable, Equatable {
    /// What it may pay.
    public enum Purpose: Sendable, Hashable {
        case anything
        /// Purchases for rooms of this kind.
        case room(String)
        /// Purchases of this kind, an index into `EquipProblem.kinds`.
        case kind(Int)
        /// The yearly cost of what was bought, and no purchase.
        case running
    }

    /// An index into `EquipProblem.districts`; nil for schools of any.
    public var district: Int?
    public var funder: String
    public var year: Int
    public var amount: Double
    public var purpose: Purpose

    public init(
        district: Int? = nil, funder: String = "", year: Int = 0, amount: Double, purpose: Purpose = .anything
    ) {
        self.district = district
        self.funder = funder
        self.year = year
        self.amount = amount
        self.purpose = purpose
    }
}
