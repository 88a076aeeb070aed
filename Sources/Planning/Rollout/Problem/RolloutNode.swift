/// A point of the rollout: a site that may be served, or a junction where links only meet.
public struct RolloutNode: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case site
        /// A road's vertex, a mast, a manhole: it is never served, weighs nothing and counts no hop.
        case junction
    }

    /// Unique among the nodes of a problem.
    public var id: String
    public var kind: Kind
    /// What connecting this site by fiber is worth: pupils, schools, or any other unit that adds up. A source's weight is
    /// not counted, since it is connected already.
    public var weight: Double
    /// Fiber is here already, so that other sites may hang from it.
    public var isSource: Bool
    /// Paid once when this site is served by fiber, and not when fiber only passes through.
    public var servedCost: Double
    /// Paid once when anything hangs from this source.
    public var sourceCost: Double
    /// Comes before all weight: served by some technology by the last phase if any plan that is found can pay for it.
    public var mustConnect: Bool
    /// Not served by fiber; fiber may still pass through to others.
    public var fiberExcluded: Bool
    /// What else could serve this site, with their own costs and weights. Fiber never hangs from these.
    public var alternatives: [SiteTechnology]

    public init(
        id: String, kind: Kind = .site, weight: Double = 0, isSource: Bool = false, servedCost: Double = 0,
        sourceCost: Double = 0, mustConnect: Bool = false, fiberExcluded: Bool = false,
        alternatives: [SiteTechnology] = []
    ) {
        self.id = id
        self.kind = kind
        self.weight = weight
        self.isSource = isSource
        self.servedCost = servedCost
        self.sourceCost = sourceCost
        self.mustConnect = mustConnect
        self.fiberExcluded = fiberExcluded
        self.alternatives = alternatives
    }
}
