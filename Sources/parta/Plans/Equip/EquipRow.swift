/// What a norm asks of a school's room or of one of its items, what is there, and what the plan does about it; or the sum over
/// many of them.
struct EquipRow: Encodable, Sendable, Equatable {
    var area: String?
    var school: String?
    var schoolName: String?
    var room: String?
    var category: String?
    var mandatory: Bool?
    /// Live agents of all computers of the school.
    var coverage: Double?
    var schools = 0
    var required = 0
    var presentLow = 0
    var presentHigh = 0
    /// What the plan goes by.
    var present = 0
    var received = 0
    /// After what neighbours send.
    var gap = 0
    var bought = 0
    /// Of the gap, as far as there are prices.
    var gapCost = 0.0
    /// Of what is bought.
    var cost = 0.0
    var runningAYear = 0.0
    /// Of what is missing and has no price.
    var unpriced = 0
    var year: Int?
    /// `EquipRoomPlan.Reason`, where the row is of one room.
    var reason: String?

    enum CodingKeys: String, CodingKey {
        case area, school, room, category, mandatory, coverage, schools, required, present, received, gap, bought, cost
        case unpriced, year, reason
        case schoolName = "school_name"
        case presentLow = "present_low"
        case presentHigh = "present_high"
        case gapCost = "gap_cost"
        case runningAYear = "running_a_year"
    }

    /// Every key in every row: what is not known is null.
    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(area, forKey: .area)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(room, forKey: .room)
        try values.encode(category, forKey: .category)
        try values.encode(mandatory, forKey: .mandatory)
        try values.encode(coverage, forKey: .coverage)
        try values.encode(schools, forKey: .schools)
        try values.encode(required, forKey: .required)
        try values.encode(presentLow, forKey: .presentLow)
        try values.encode(presentHigh, forKey: .presentHigh)
        try values.encode(present, forKey: .present)
        try values.encode(received, forKey: .received)
        try values.encode(gap, forKey: .gap)
        try values.encode(bought, forKey: .bought)
        try values.encode(gapCost, forKey: .gapCost)
        try values.encode(cost, forKey: .cost)
        try values.encode(runningAYear, forKey: .runningAYear)
        try values.encode(unpriced, forKey: .unpriced)
        try values.encode(year, forKey: .year)
        try values.encode(reason, forKey: .reason)
    }

    /// Adds the figures of another row; what both are of stays.
    mutating func add(_ other: EquipRow) {
        required += other.required
        presentLow += other.presentLow
        presentHigh += other.presentHigh
        present += other.present
        received += other.received
        gap += other.gap
        bought += other.bought
        gapCost += other.gapCost
        cost += other.cost
        runningAYear += other.runningAYear
        unpriced += other.unpriced
    }
}
