/// What goes where, what is bought for whom, and of which money.
public struct EquipPlan: Sendable, Equatable {
    /// By `EquipProblem.schools`.
    public var schools: [EquipSchoolPlan]
    public var transfers: [EquipTransfer]
    public var payments: [EquipPayment]
    public var tiers: [EquipTier]
    /// Of purchases.
    public var capital: Double
    /// Of what is bought, a year; paid from funds of its own only where there are such.
    public var runningAYear: Double

    public init(
        schools: [EquipSchoolPlan], transfers: [EquipTransfer], payments: [EquipPayment], tiers: [EquipTier],
        capital: Double, runningAYear: Double
    ) {
        self.schools = schools
        self.transfers = transfers
        self.payments = payments
        self.tiers = tiers
        self.capital = capital
        self.runningAYear = runningAYear
    }

    public var value: Double { tiers.reduce(0) { $0 + $1.value } }
    public var upperBound: Double { tiers.reduce(0) { $0 + $1.upperBound } }
    public var gap: Double { upperBound > 0 ? max(0, upperBound - value) / upperBound : 0 }
}
