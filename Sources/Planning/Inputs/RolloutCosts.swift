/// The costs that hold for every place that says nothing else.
public struct RolloutCosts: Sendable, Equatable {
    /// Of serving a site by fiber: equipment, installation.
    public var served: Double
    public var servedYearly: Double
    /// Of connecting to a source.
    public var source: Double
    /// Of a site in whose settlement fiber is already.
    public var lastMile: Double
    /// Of electricity where there is none; nil where it cannot be had, so that such a site cannot be served.
    public var power: Double?
    /// What could serve any site beside fiber, by name.
    public var offers: [String: TechnologyOffer]
    public var basis: CostBasis

    public init(
        served: Double = 0, servedYearly: Double = 0, source: Double = 0, lastMile: Double = 0, power: Double? = nil,
        offers: [String: TechnologyOffer] = [:], basis: CostBasis = CostBasis()
    ) {
        self.served = served
        self.servedYearly = servedYearly
        self.source = source
        self.lastMile = lastMile
        self.power = power
        self.offers = offers
        self.basis = basis
    }
}
