/// A saved plan with what it decides.
public struct PlanContents: Sendable, Equatable, Codable {
    public var plan: SavedPlan
    /// In the order in which they were saved.
    public var sites: [PlannedSite]
    /// In the order of building; of a plan of purchases none.
    public var segments: [PlannedSegment]
    /// In the order of lots; of a plan of fiber none.
    public var purchases: [PlannedPurchase]
    public var transfers: [PlannedTransfer]

    public init(
        plan: SavedPlan, sites: [PlannedSite], segments: [PlannedSegment] = [], purchases: [PlannedPurchase] = [],
        transfers: [PlannedTransfer] = []
    ) {
        self.plan = plan
        self.sites = sites
        self.segments = segments
        self.purchases = purchases
        self.transfers = transfers
    }
}

/// A site that a plan connects, or leaves out for a reason; in a plan of purchases a school with what becomes of its rooms,
/// which has no technology, no phase and no stage of its own.
public struct PlannedSite: Sendable, Equatable, Codable {
    /// Unique within a plan; a school's is its official id.
    public var site: String
    public var name: String?
    /// Nil where it is not connected.
    public var technology: String?
    /// From 1, as are `order` and `lot`.
    public var phase: Int?
    public var order: Int?
    public var cost: Double?
    /// Nil where it is hidden, as what may be a count of few children.
    public var weight: Double?
    public var reason: String
    public var lot: Int?
    /// Nil where it is not connected.
    public var stage: PlanStage?

    public init(
        site: String, name: String? = nil, technology: String? = nil, phase: Int? = nil, order: Int? = nil,
        cost: Double? = nil, weight: Double?, reason: String, lot: Int? = nil, stage: PlanStage? = nil
    ) {
        self.site = site
        self.name = name
        self.technology = technology
        self.phase = phase
        self.order = order
        self.cost = cost
        self.weight = weight
        self.reason = reason
        self.lot = lot
        self.stage = stage
    }

    enum CodingKeys: String, CodingKey {
        case site, name, technology, phase, order, cost, weight, reason, lot, stage
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(site, forKey: .site)
        try values.encode(name, forKey: .name)
        try values.encode(technology, forKey: .technology)
        try values.encode(phase, forKey: .phase)
        try values.encode(order, forKey: .order)
        try values.encode(cost, forKey: .cost)
        try values.encode(weight, forKey: .weight)
        try values.encode(reason, forKey: .reason)
        try values.encode(lot, forKey: .lot)
        try values.encode(stage, forKey: .stage)
    }
}

/// A stretch of cable that a plan lays.
public struct PlannedSegment: Sendable, Equatable, Codable {
    /// From 1; unique within a plan.
    public var order: Int
    public var from: String
    public var to: String
    public var km: Double?
    public var cost: Double
    public var phase: Int
    public var lot: Int?
    public var stage: PlanStage

    public init(
        order: Int, from: String, to: String, km: Double? = nil, cost: Double, phase: Int, lot: Int? = nil,
        stage: PlanStage = .planned
    ) {
        self.order = order
        self.from = from
        self.to = to
        self.km = km
        self.cost = cost
        self.phase = phase
        self.lot = lot
        self.stage = stage
    }

    enum CodingKeys: String, CodingKey {
        case order, from, to, km, cost, phase, lot, stage
    }

    /// As for sites.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(order, forKey: .order)
        try values.encode(from, forKey: .from)
        try values.encode(to, forKey: .to)
        try values.encode(km, forKey: .km)
        try values.encode(cost, forKey: .cost)
        try values.encode(phase, forKey: .phase)
        try values.encode(lot, forKey: .lot)
        try values.encode(stage, forKey: .stage)
    }
}
