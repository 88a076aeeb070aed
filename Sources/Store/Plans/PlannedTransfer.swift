/// Pieces that a plan sends from a school that has too many to one that lacks them.
public struct PlannedTransfer: Sendable, Equatable, Codable {
    /// Official ids of schools.
    public var from: String
    public var to: String
    public var category: EquipmentKind
    /// Pieces.
    public var count: Int
    /// Great circle.
    public var km: Double

    public init(from: String, to: String, category: EquipmentKind, count: Int, km: Double) {
        self.from = from
        self.to = to
        self.category = category
        self.count = count
        self.km = km
    }
}
