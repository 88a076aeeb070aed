/// A room and what stands in it.
public struct RoomRow: Codable, Sendable, Equatable {
    public var school: String
    public var schoolName: String
    /// Nil for computers of which nobody said where they stand.
    public var room: String?
    /// Nil, as `seats`, where the registry does not know the room.
    public var kind: RoomKind?
    public var seats: Int?
    /// Computers whose agent is enrolled here.
    public var computers: Int
    /// Those heard within `Query.liveDays`.
    public var live: Int
    /// Different devices attached at the last scans.
    public var devices: Int

    public init(
        school: String, schoolName: String, room: String?, kind: RoomKind? = nil, seats: Int? = nil,
        computers: Int = 0, live: Int = 0, devices: Int = 0
    ) {
        self.school = school
        self.schoolName = schoolName
        self.room = room
        self.kind = kind
        self.seats = seats
        self.computers = computers
        self.live = live
        self.devices = devices
    }

    enum CodingKeys: String, CodingKey {
        case school, room, kind, seats, computers, live, devices
        case schoolName = "school_name"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(room, forKey: .room)
        try values.encode(kind, forKey: .kind)
        try values.encode(seats, forKey: .seats)
        try values.encode(computers, forKey: .computers)
        try values.encode(live, forKey: .live)
        try values.encode(devices, forKey: .devices)
    }
}
