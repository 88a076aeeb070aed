/// A place as planners know it: a school, another public place, or a fiber node.
public struct PlanSite: Sendable, Equatable {
    /// Unique among the places of a plan.
    public var id: String
    public var name: String?
    /// Where it is; needed unless all links are given.
    public var point: SpherePoint?
    /// What connecting it is worth: pupils, schools, or any unit that adds up.
    public var weight: Double
    /// Fiber is here.
    public var isSource: Bool
    /// A fiber node, a mast, a manhole: nobody is served here.
    public var isNode: Bool
    public var mustConnect: Bool
    /// Technologies that may not serve it, `fiber` among them.
    public var excluded: Set<String>
    /// Who else builds here already, and the year from which their fiber can be used.
    public var committedBy: String?
    public var committedYear: Int?
    /// Fiber is in the settlement: only the last mile is missing.
    public var settlementFiber: Bool
    /// Whether there is electricity; nil where nobody said, which counts as yes.
    public var hasPower: Bool?
    /// The kind of ground around it, with a price per km of its own.
    public var laying: String?
    /// What differs from the plan's general costs.
    public var costs: SiteCosts
    /// What could serve it beside fiber, by name.
    public var offers: [String: TechnologyOffer]
    /// Why nothing is to be built here although it has no good line, such as `contract_suffices`; nil for all others.
    public var otherRemedy: String?

    public init(
        id: String, name: String? = nil, point: SpherePoint? = nil, weight: Double = 1, isSource: Bool = false,
        isNode: Bool = false, mustConnect: Bool = false, excluded: Set<String> = [], committedBy: String? = nil,
        committedYear: Int? = nil, settlementFiber: Bool = false, hasPower: Bool? = nil, laying: String? = nil,
        costs: SiteCosts = SiteCosts(), offers: [String: TechnologyOffer] = [:], otherRemedy: String? = nil
    ) {
        self.id = id
        self.name = name
        self.point = point
        self.weight = weight
        self.isSource = isSource
        self.isNode = isNode
        self.mustConnect = mustConnect
        self.excluded = excluded
        self.committedBy = committedBy
        self.committedYear = committedYear
        self.settlementFiber = settlementFiber
        self.hasPower = hasPower
        self.laying = laying
        self.costs = costs
        self.offers = offers
        self.otherRemedy = otherRemedy
    }
}

/// Costs of one place; what is nil is the plan's.
public struct SiteCosts: Sendable, Equatable {
    public var served: Double?
    public var servedYearly: Double?
    public var source: Double?
    public var lastMile: Double?

    public init(
        served: Double? = nil, servedYearly: Double? = nil, source: Double? = nil, lastMile: Double? = nil
    ) {
        self.served = served
        self.servedYearly = servedYearly
        self.source = source
        self.lastMile = lastMile
    }
}

/// What a technology costs at one place, and what it is worth there.
public struct TechnologyOffer: Sendable, Equatable {
    public var capital: Double
    /// Each year.
    public var yearly: Double
    /// As a share of the place's weight: 1 is as good as fiber.
    public var worth: Double

    public init(capital: Double, yearly: Double = 0, worth: Double = 1) {
        self.capital = capital
        self.yearly = yearly
        self.worth = worth
    }
}

/// A link as planners give it.
public struct PlanLink: Sendable, Equatable {
    /// Positions among the places.
    public var from: Int
    public var to: Int
    public var cost: Double
    public var lengthKm: Double?
    /// Contracted already: it is paid for and carries fiber whatever the plan says.
    public var isContracted: Bool

    public init(from: Int, to: Int, cost: Double, lengthKm: Double? = nil, isContracted: Bool = false) {
        self.from = from
        self.to = to
        self.cost = cost
        self.lengthKm = lengthKm
        self.isContracted = isContracted
    }
}
