public import Reports

/// What a school of a kind must have, as a country, a foundation or a donor says it: read from a file, never built in.
///
/// Room sets exclude each other: above the threshold of pupils one holds, below it another, and `exactly` says which holds at
/// the threshold itself, because such rules often leave that open.
public struct EquipmentNorm: Sendable, Equatable {
    /// What a count is multiplied with.
    public enum Basis: String, Codable, Sendable, CaseIterable {
        case perSchool = "per_school"
        case perRoom = "per_room"
        /// Of the room.
        case perSeat = "per_seat"
        /// For every `pupils` pupils begun.
        case perPupils = "per_pupils"
    }

    /// What one piece costs.
    public struct Price: Codable, Sendable, Equatable {
        public var amount: Double
        /// ISO 4217.
        public var currency: String
        public var year: Int
    }

    public struct Item: Sendable, Equatable {
        public var category: Reports.Category
        public var basis: Basis
        public var count: Int
        /// Of `per_pupils`.
        public var pupils: Int?
        /// Whether the norm asks for it, or only recommends it.
        public var mandatory: Bool
        /// The least that will do, in words for whoever buys.
        public var spec: String?
        public var price: Price?
    }

    public struct Room: Sendable, Equatable {
        /// Such as `digital`.
        public var kind: String
        public var names: Names
        public var seats: Int?
        public var items: [Item]
    }

    public struct Threshold: Sendable, Equatable {
        public var pupils: Int
        /// Ids of room sets.
        public var above: String
        public var below: String
        public var exactly: String
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
    /// Schools of other types are not asked for anything.
    public var types: [SchoolType]
    public var threshold: Threshold
    public var sets: [String: [Room]]

    /// The rooms of a school with so many pupils.
    public func rooms(pupils: Int) -> [Room] {
        let set =
            pupils == threshold.pupils
            ? threshold.exactly : pupils > threshold.pupils ? threshold.above : threshold.below
        return sets[set] ?? []
    }

    /// The categories that it asks for.
    public var categories: Set<Reports.Category> {
        Set(sets.values.joined().flatMap(\.items).map(\.category))
    }
}
