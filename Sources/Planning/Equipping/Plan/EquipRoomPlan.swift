/// What becomes of one room of one school.
public struct EquipRoomPlan: Sendable, Equatable {
    /// Why it is bought, or not.
    public enum Reason: String, Sendable, CaseIterable {
        /// Nothing that the norm asks for is missing.
        case complete
        /// What neighbours have too many of makes it whole.
        case completeByTransfer = "complete_by_transfer"
        case bought
        /// Other schools get more out of the money.
        case budget
        /// No money is for such a school, room or thing.
        case noFund = "no_fund"
        /// The purchase could be paid, its yearly cost could not.
        case runningCost = "running_cost"
        /// Something that is missing has no price in the norm.
        case noPrice = "no_price"
        /// What is needed cannot be told, such as for a school whose teachers nobody counted.
        case notKnown = "not_known"
    }

    public var room: String
    /// Indices into the school's needs.
    public var needs: Range<Int>
    public var reason: Reason
    /// Of what is missing after transfers, whether bought or not; nil where a price is missing.
    public var cost: Double?
    /// Of what would be bought, a year.
    public var runningAYear: Double
    /// In which it is bought.
    public var year: Int?

    public init(
        room: String, needs: Range<Int>, reason: Reason, cost: Double?, runningAYear: Double = 0, year: Int? = nil
    ) {
        self.room = room
        self.needs = needs
        self.reason = reason
        self.cost = cost
        self.runningAYear = runningAYear
        self.year = year
    }
}
