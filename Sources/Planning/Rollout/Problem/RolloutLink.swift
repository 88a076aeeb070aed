/// A stretch that fiber could take between two nodes, in either direction. Parallel links and links of no cost are fine.
public struct RolloutLink: Sendable, Hashable {
    /// Positions in `RolloutProblem.nodes`.
    public var a: Int
    public var b: Int
    public var cost: Double
    public var lengthKm: Double?
    /// Contracted already, or built by others, for this phase (from 0): its cost is charged to that phase whatever the
    /// plan says, and from then on it carries fiber for nothing more. `cost` is 0 when others pay.
    public var committedPhase: Int?

    public init(a: Int, b: Int, cost: Double, lengthKm: Double? = nil, committedPhase: Int? = nil) {
        self.a = a
        self.b = b
        self.cost = cost
        self.lengthKm = lengthKm
        self.committedPhase = committedPhase
    }
}
