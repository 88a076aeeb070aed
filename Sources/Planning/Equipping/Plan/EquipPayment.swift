/// Money of one fund for one room of one school.
public struct EquipPayment: Sendable, Equatable {
    /// An index into `EquipProblem.schools`.
    public var school: Int
    public var room: String
    /// An index into `EquipProblem.funds`.
    public var fund: Int
    /// What is bought, an index into `EquipProblem.kinds`; nil for the running cost of a year.
    public var kind: Int?
    public var amount: Double

    public init(school: Int, room: String, fund: Int, kind: Int?, amount: Double) {
        self.school = school
        self.room = room
        self.fund = fund
        self.kind = kind
        self.amount = amount
    }
}
