public import FoundationEssentials

/// Some schools in their order.
public struct ForwardPage: Sendable {
    /// Those to be told, each with the digest of what is told.
    public var schools: [(told: ForwardedSchool, digest: Data)]
    /// The last school that was looked at; nil where there was none.
    public var last: String?

    public init(schools: [(told: ForwardedSchool, digest: Data)], last: String?) {
        self.schools = schools
        self.last = last
    }
}

/// What became of one school.
public struct ForwardedMark: Sendable {
    public var school: String
    public var digest: Data
    /// Why the hub does not take it: it is told again when it changes, and once a day.
    public var refused: String?

    public init(school: String, digest: Data, refused: String? = nil) {
        self.school = school
        self.digest = digest
        self.refused = refused
    }
}

/// Some envelopes in their order.
public struct ForwardedEnvelopes: Sendable, Equatable {
    public var agents: [ForwardedAgent]
    public var texts: [String]
    /// Up to here nothing is to be handed on once these are.
    public var position: Int
    /// How many lie behind the position, whether to be handed on or not.
    public var waiting: Int
    /// Whether there may be more to hand on now.
    public var hasMore: Bool

    public init(agents: [ForwardedAgent], texts: [String], position: Int, waiting: Int, hasMore: Bool) {
        self.agents = agents
        self.texts = texts
        self.position = position
        self.waiting = waiting
        self.hasMore = hasMore
    }
}
