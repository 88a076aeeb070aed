/// A link that carries fiber.
public struct RolloutSegment: Sendable, Hashable {
    /// The position in `RolloutProblem.links`.
    public var link: Int
    /// The end nearer to the source.
    public var from: Int
    public var to: Int
    /// The phase (from 0) in which it is built, or was contracted for.
    public var phase: Int
    /// The place in the order of building, from 1.
    public var order: Int
    /// As in the problem; for a contracted link, what was contracted.
    public var cost: Double
    public var lengthKm: Double?

    public init(link: Int, from: Int, to: Int, phase: Int, order: Int, cost: Double, lengthKm: Double? = nil) {
        self.link = link
        self.from = from
        self.to = to
        self.phase = phase
        self.order = order
        self.cost = cost
        self.lengthKm = lengthKm
    }
}
