/// What a room is for.
public enum RoomKind: String, Codable, Sendable, CaseIterable {
    case classroom
    case computerLab = "computer_lab"
    case roboticsLab = "robotics_lab"
    case scienceLab = "science_lab"
    case library
    case hall
    case staff
    case administration
    case other
}

/// A room of a school, by the name that computers and assets are said to stand in.
public struct Room: Sendable, Hashable {
    /// The school's official id.
    public var school: String
    public var name: String
    public var kind: RoomKind?
    /// For pupils.
    public var seats: Int?

    public init(school: String, name: String, kind: RoomKind? = nil, seats: Int? = nil) {
        self.school = school
        self.name = name
        self.kind = kind
        self.seats = seats
    }
}
