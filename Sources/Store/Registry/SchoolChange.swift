public import FoundationEssentials
public import Reports

/// A change of the school register that holds from a day on.
public struct SchoolChange: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        /// Gets the names that are given, and keeps those of other languages.
        case rename(school: String, Names)
        /// All but the successor close; their computers, codes and the schools they support go to it.
        case merge(schools: [String], into: Successor)
        /// Closes unless it is among the successors; its computers and codes stay with the first.
        case split(school: String, into: [Successor])
        /// Its codes are taken back; its computers stay assigned until they are moved.
        case close(school: String)
    }

    /// A school that another one becomes: one that is there, or a new one with a name.
    public struct Successor: Sendable, Equatable {
        public var id: String
        /// Of a new one; it lies where the school before it lay.
        public var names: Names

        public init(id: String, names: Names = Names()) {
            self.id = id
            self.names = names
        }
    }

    public var kind: Kind
    /// The first day on which it holds, not after the day of `at`.
    public var since: CivilDate
    /// When it is told.
    public var at: Date
    /// Such as the number of the order.
    public var note: String?

    public init(_ kind: Kind, since: CivilDate, at: Date, note: String? = nil) {
        self.kind = kind
        self.since = since
        self.at = at
        self.note = note
    }
}

/// What a change of the school register did, or with a dry run would do.
public struct SchoolChangeOutcome: Sendable, Equatable {
    /// Ids, in the order in which they were named.
    public var closed: [String] = []
    public var added: [String] = []
    public var renamed: [String] = []
    /// Those that another school supports from now on.
    public var supportedAnew: [String] = []
    /// Those that are supported by a school that has closed.
    public var unsupported: [String] = []
    /// How many computers are assigned to a successor from now on.
    public var computersMoved = 0
    /// How many are still assigned to a school that has closed.
    public var computersLeft = 0
    public var codesMoved = 0
    public var codesRevoked = 0

    public init() {}
}
