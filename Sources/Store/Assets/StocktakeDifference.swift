/// How a counted list and the books compare: of one inventory number, or of so many of a category.
public struct StocktakeDifference: Codable, Sendable, Equatable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// On the books and counted.
        case found
        /// On the books and not counted.
        case missing
        /// Counted and not on the books, or on them as lost, stolen or written off.
        case unexpected
        /// Counted, but in another room, or on the books of another school.
        case elsewhere
    }

    public var school: String
    public var day: String
    public var kind: Kind
    public var inventoryNumber: String?
    public var category: StockCategory?
    /// Where it was counted; of what is missing, where it is booked.
    public var room: String?
    public var count: Int
    /// Of `elsewhere`: the room on the books.
    public var bookedRoom: String?
    /// Of `elsewhere`: the school on whose books it is.
    public var bookedSchool: String?
    /// Of `unexpected`: the state on the books.
    public var bookedState: AssetState?

    public init(
        school: String, day: String, kind: Kind, inventoryNumber: String? = nil, category: StockCategory? = nil,
        room: String? = nil, count: Int = 1, bookedRoom: String? = nil, bookedSchool: String? = nil,
        bookedState: AssetState? = nil
    ) {
        self.school = school
        self.day = day
        self.kind = kind
        self.inventoryNumber = inventoryNumber
        self.category = category
        self.room = room
        self.count = count
        self.bookedRoom = bookedRoom
        self.bookedSchool = bookedSchool
        self.bookedState = bookedState
    }

    enum CodingKeys: String, CodingKey {
        case school, day, kind, category, room, count
        case inventoryNumber = "inventory_number"
        case bookedRoom = "booked_room"
        case bookedSchool = "booked_school"
        case bookedState = "booked_state"
    }

    /// Every key always: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(school, forKey: .school)
        try values.encode(day, forKey: .day)
        try values.encode(kind, forKey: .kind)
        try values.encode(inventoryNumber, forKey: .inventoryNumber)
        try values.encode(category, forKey: .category)
        try values.encode(room, forKey: .room)
        try values.encode(count, forKey: .count)
        try values.encode(bookedRoom, forKey: .bookedRoom)
        try values.encode(bookedSchool, forKey: .bookedSchool)
        try values.encode(bookedState, forKey: .bookedState)
    }
}
