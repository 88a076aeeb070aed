/// Pieces that go from a school that has too many to one that lacks them.
public struct EquipTransfer: Sendable, Equatable {
    /// Indices into `EquipProblem.schools`.
    public var from: Int
    public var to: Int
    /// An index into `EquipProblem.kinds`.
    public var kind: Int
    public var count: Int
    /// Great circle.
    public var km: Double

    public init(from: Int, to: Int, kind: Int, count: Int, km: Double) {
        self.from = from
        self.to = to
        self.kind = kind
        self.count = count
        self.km = km
    }
}
