public import Reports

/// What became of a school, from when on.
public struct SchoolSuccessor: Encodable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case renamed, merged, split, closed
    }

    /// The school's official id.
    public var school: String
    /// Nil where it is the same school, or none.
    public var successor: String?
    public var since: CivilDate
    public var kind: Kind
    public var note: String?

    public init(school: String, successor: String? = nil, since: CivilDate, kind: Kind, note: String? = nil) {
        self.school = school
        self.successor = successor
        self.since = since
        self.kind = kind
        self.note = note
    }

    enum CodingKeys: String, CodingKey {
        case school, successor, since, kind, note
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(school, forKey: .school)
        try values.encode(successor, forKey: .successor)
        try values.encode(since.description, forKey: .since)
        try values.encode(kind, forKey: .kind)
        try values.encode(note, forKey: .note)
    }
}
