/// What a plan does with one node.
public struct RolloutSite: Sendable, Hashable {
    /// How it is served; `nil` when it is not: left out, a source, a junction, or only passed through.
    public var technology: RolloutTechnology?
    /// The phase (from 0) by whose end it is served.
    public var phase: Int?
    /// The place among all served sites, from 1: where the money does most comes first.
    public var order: Int?
    /// The node that fiber comes from; `nil` off the forest and for sources.
    public var parent: Int?
    /// The link that fiber comes over.
    public var link: Int?
    /// The source at the top of its tree; a source that is used names itself.
    public var source: Int?
    /// Sites on the way from the source, itself counted; 0 for a source, `nil` off the forest.
    public var hops: Int?
    /// What this plan counts for it.
    public var weight: Double

    public init(
        technology: RolloutTechnology? = nil, phase: Int? = nil, order: Int? = nil, parent: Int? = nil,
        link: Int? = nil, source: Int? = nil, hops: Int? = nil, weight: Double = 0
    ) {
        self.technology = technology
        self.phase = phase
        self.order = order
        self.parent = parent
        self.link = link
        self.source = source
        self.hops = hops
        self.weight = weight
    }

    /// Fiber ends or passes here.
    public var isOnForest: Bool { hops != nil }
}
