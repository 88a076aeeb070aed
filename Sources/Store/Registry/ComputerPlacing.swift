public import FoundationEssentials
public import Reports

/// Where a computer stands, by an operator's word.
public struct ComputerPlacing: Sendable, Equatable {
    public var agent: AgentID
    /// Nil leaves it at its school.
    public var school: String?
    /// Nil leaves it as it is, or at another school unknown; an empty one says that nobody knows.
    public var room: String?
    /// The inventory number on its sticker; nil leaves it as it is, an empty one takes it off.
    public var label: String?
    /// From when on. Nil corrects what was said wrongly of where it stands now.
    public var since: Date?

    public init(
        agent: AgentID, school: String? = nil, room: String? = nil, label: String? = nil, since: Date? = nil
    ) {
        self.agent = agent
        self.school = school
        self.room = room
        self.label = label
        self.since = since
    }
}

/// Where a computer is assigned, and since when.
public struct ComputerPlace: Sendable, Equatable {
    public var school: String
    public var room: String?
    public var label: String?
    public var since: Date

    public init(school: String, room: String? = nil, label: String? = nil, since: Date) {
        self.school = school
        self.room = room
        self.label = label
        self.since = since
    }
}
