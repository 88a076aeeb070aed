/// How many of a category a school has, or one of its rooms: at least and at most.
public struct StockRow: Codable, Sendable, Equatable {
    public var school: String
    public var schoolName: String
    public var area: AreaPath
    public var room: String?
    public var category: StockCategory
    public var low: Int
    public var high: Int
    public var verified: Int
    public var registered: Int
    public var notSeen: Int
    public var noData: Int
    public var outOfOrder: Int
    public var seenAgain: Int
    /// Live agents of all computers of the school; nil where it has none.
    public var coverage: Double?
    /// The civil day of which all this is.
    public var day: String

    public init(
        school: String, schoolName: String, area: AreaPath, count: StockCount, coverage: Double?, day: String
    ) {
        self.school = school
        self.schoolName = schoolName
        self.area = area
        room = count.room
        category = count.category
        low = count.low
        high = count.high
        verified = count.verified
        registered = count.registered
        notSeen = count.notSeen
        noData = count.noData
        outOfOrder = count.outOfOrder
        seenAgain = count.seenAgain
        self.coverage = coverage
        self.day = day
    }

    enum CodingKeys: String, CodingKey {
        case school, area, room, category, low, high, verified, registered, coverage, day
        case schoolName = "school_name"
        case notSeen = "not_seen"
        case noData = "no_data"
        case outOfOrder = "out_of_order"
        case seenAgain = "seen_again"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(area, forKey: .area)
        try values.encode(room, forKey: .room)
        try values.encode(category, forKey: .category)
        try values.encode(low, forKey: .low)
        try values.encode(high, forKey: .high)
        try values.encode(verified, forKey: .verified)
        try values.encode(registered, forKey: .registered)
        try values.encode(notSeen, forKey: .notSeen)
        try values.encode(noData, forKey: .noData)
        try values.encode(outOfOrder, forKey: .outOfOrder)
        try values.encode(seenAgain, forKey: .seenAgain)
        try values.encode(coverage, forKey: .coverage)
        try values.encode(day, forKey: .day)
    }
}
