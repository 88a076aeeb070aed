/// Which sites are connected, how, in which phase and order, and how much better any plan could be.
public struct RolloutPlan: Sendable, Hashable {
    /// One for each node of the problem, in its order.
    public var sites: [RolloutSite]
    /// The links that carry fiber, in the order of building; contracted links that carry none are not among them.
    public var segments: [RolloutSegment]
    /// One for each phase of the problem, in order.
    public var phases: [RolloutPhase]
    /// The sum over the phases of the weight connected by the end of each; with one phase, the weight connected.
    public var value: Double
    /// No plan of this problem's model has a greater value (docs/planning.md says what the model holds).
    public var upperBound: Double
    /// Where the value is proven best, of one phase, without a hop limit and other technologies: no way of connecting the same
    /// sites costs less, contracted links that carry nothing included.
    public var leastCost: Double?
    /// The sites that must be connected and are not.
    public var unmetMusts: [Int]
    /// Proven best: nothing stands between value and bound.
    public var isOptimal: Bool { gap <= 1e-9 }

    public init(
        sites: [RolloutSite], segments: [RolloutSegment], phases: [RolloutPhase], value: Double, upperBound: Double,
        leastCost: Double? = nil, unmetMusts: [Int]
    ) {
        self.sites = sites
        self.segments = segments
        self.phases = phases
        self.value = value
        self.upperBound = upperBound
        self.leastCost = leastCost
        self.unmetMusts = unmetMusts
    }

    /// The money spent in all phases, contracted links that carry nothing included.
    public var spent: Double { phases.last?.spent ?? 0 }
    /// The weight connected by the end of the last phase.
    public var weight: Double { phases.last?.weight ?? 0 }
    /// The lengths of all segments that have one.
    public var lengthKm: Double { segments.reduce(0) { $0 + ($1.lengthKm ?? 0) } }
    /// The sites that this plan connects, sources not counted.
    public var connected: Int { sites.count { $0.technology != nil } }
    /// How far the bound lies above the plan, as a share of the bound: 0 is proven best.
    public var gap: Double { upperBound > 0 ? max(0, (upperBound - value) / upperBound) : 0 }
}
