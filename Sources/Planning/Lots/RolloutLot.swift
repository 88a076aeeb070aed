/// What one contractor builds: stretches that hang together, the sites on them, and what they cost.
public struct RolloutLot: Sendable, Equatable {
    /// From 1, in the order of building.
    public var number: Int
    /// From 0.
    public var phase: Int
    /// Positions in `RolloutPlan.segments`.
    public var segments: [Int]
    /// Positions in `RolloutProblem.nodes` of the sites that are served by fiber here.
    public var sites: [Int]
    public var lengthKm: Double
    /// Of the segments.
    public var layingCost: Double
    /// Of serving the sites.
    public var servedCost: Double
    /// Fees of the sources from which this lot is the first to be fed.
    public var sourceCost: Double

    public var cost: Double { layingCost + servedCost + sourceCost }
}

/// How large a lot may be; nil is no limit.
public struct LotLimits: Sendable, Equatable {
    public var km: Double?
    public var sites: Int?

    public init(km: Double? = nil, sites: Int? = nil) {
        self.km = km
        self.sites = sites
    }

    func hold(km: Double, sites: Int) -> Bool { km <= self.km ?? .infinity && sites <= self.sites ?? .max }
}
