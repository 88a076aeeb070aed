/// How far the solver is, told when it has found something better and now and then in between.
public struct RolloutProgress: Sendable, Hashable {
    public var step: Int
    public var steps: Int
    /// The best plan's value and money so far.
    public var value: Double
    public var spent: Double
    /// `nil` until the first bound stands.
    public var upperBound: Double?

    public init(step: Int, steps: Int, value: Double, spent: Double, upperBound: Double?) {
        self.step = step
        self.steps = steps
        self.value = value
        self.spent = spent
        self.upperBound = upperBound
    }
}
