/// What a school of a kind must have, as a country, a foundation or a donor says it: read from a file, never built in.
///
/// Room sets exclude each other: above the threshold of pupils one holds, below it another, and `exactly` says which holds at
/// the threshold itself, because such rules often leave that open.
public struct EquipmentNorm: Sendable, Equatable {
    /// How many pieces of one room, or pupils of one school, are more than a slip.
    public static let countLimit = 10_000

    public struct Room: Sendable, Equatable {
        /// Such as `digital`.
        public var kind: String
        public var names: Names
        public var seats: Int?
        public var items: [Item]

        public init(kind: String, names: Names, seats: Int? = nil, items: [Item]) {
            self.kind = kind
            self.names = names
            self.seats = seats
            self.items = items
        }
    }

    public struct Threshold: Sendable, Equatable {
        public var pupils: Int
        /// Ids of room sets.
        public var above: String
        public var below: String
        public var exactly: String
        /// Whether the source itself says what holds at the threshold, or whoever wrote the file had to choose.
        public var exactlyStated: Bool

        public init(pupils: Int, above: String, below: String, exactly: String, exactlyStated: Bool = true) {
            self.pupils = pupils
            self.above = above
            self.below = below
            self.exactly = exactly
            self.exactlyStated = exactlyStated
        }
    }

    public var id: String
    public var version: String
    public var country: String
    /// The law or paper that says so, with its date.
    public var source: String
    public var date: String
    /// Whether its numbers are an example and nobody's rule.
    public var example: Bool
    public var names: Names
    /// Which schools it speaks of.
    public var applies: Applies
    /// Nil where one set holds for all, or where the norm asks for no equipment.
    public var threshold: Threshold?
    public var sets: [String: [Room]]
    public var counting: Counting
    public var line: LineClause?
    public var supportLink: SupportLink?

    public init(
        id: String, version: String, country: String, source: String, date: String, example: Bool = false,
        names: Names, applies: Applies, threshold: Threshold? = nil, sets: [String: [Room]] = [:],
        counting: Counting = Counting(), line: LineClause? = nil, supportLink: SupportLink? = nil
    ) {
        self.id = id
        self.version = version
        self.country = country
        self.source = source
        self.date = date
        self.example = example
        self.names = names
        self.applies = applies
        self.threshold = threshold
        self.sets = sets
        self.counting = counting
        self.line = line
        self.supportLink = supportLink
    }

    /// Whether it asks for equipment at all; one of lines alone does not.
    public var asksEquipment: Bool { !sets.isEmpty || supportLink != nil }

    /// What must be said with every answer that rests on it.
    public var caveats: [String] {
        var caveats: [String] = []
        if example { caveats.append("the numbers of this norm are an example and nobody's rule") }
        if let threshold, !threshold.exactlyStated {
            caveats.append(
                "what holds at exactly \(threshold.pupils) pupils is not stated by the source: "
                    + "\(threshold.exactly) is taken")
        }
        return caveats
    }

    /// The rooms of a school with so many pupils.
    /// - Parameter pupils: nil where nobody knows.
    /// - Returns: nil where the number decides and is not known.
    public func rooms(pupils: Int?) -> [Room]? {
        switch roomSet(pupils: pupils) {
        case .unknown: nil
        case .none: []
        case .set(let id): sets[id] ?? []
        }
    }

    /// Which of the room sets holds for a school.
    enum RoomSet: Equatable {
        /// The number of pupils decides, and nobody knows it.
        case unknown
        /// The norm has none.
        case none
        case set(String)
    }

    func roomSet(pupils: Int?) -> RoomSet {
        guard let threshold else { return sets.keys.first.map(RoomSet.set) ?? .none }
        guard let pupils else { return .unknown }
        if pupils == threshold.pupils { return .set(threshold.exactly) }
        return .set(pupils > threshold.pupils ? threshold.above : threshold.below)
    }

    /// All items of all of its rooms.
    var items: [Item] { sets.values.joined().flatMap(\.items) + (supportLink?.items ?? []) }

    /// What it asks for, and what decides whether it does.
    public var kinds: Set<EquipmentKind> {
        Set(items.flatMap { [$0.category] + ($0.onlyIfMissing.map { [$0] } ?? []) })
    }

    /// Of its prices; nil where it has none.
    public var currency: String? { items.lazy.compactMap(\.price?.currency).first }
}
