internal import Planning

/// A plan as it is printed: in JSON with exactly the keys that docs/planning.md lists.
struct RolloutAnswer: Encodable, Sendable {
    struct Labels {
        var currency: String?
        var priceYear: Int?
    }

    struct Site: Encodable, Sendable {
        var siteID: String
        var name: String?
        var latitude: Double?
        var longitude: Double?
        /// What the plan counts for it where it is connected, and would count by fiber where it is not.
        var weight: Double
        var connected: Bool
        var technology: String?
        /// From 1.
        var phase: Int?
        var order: Int?
        /// The place, or junction, that its fiber comes from, and the segment over which it comes.
        var parent: String?
        var segment: Int?
        var hops: Int?
        /// Of serving it, without the way there.
        var cost: Double?
        /// Of a connected site what leaving it out would save, of another one what connecting it would add to the plan.
        var marginalCost: Double?
        /// The budget at which it could be added to this plan.
        var budgetNeeded: Double?
        /// With a curve: the least of its budgets whose plan connects it.
        var curveBudget: Double?
        var reason: String
        var lot: Int?

        enum CodingKeys: String, CodingKey {
            case siteID = "site_id"
            case name, latitude, longitude, weight, connected, technology, phase, order, parent, segment, hops, cost
            case marginalCost = "marginal_cost"
            case budgetNeeded = "budget_needed"
            case curveBudget = "curve_budget"
            case reason, lot
        }

        /// Every key in every row: what is not known is null.
        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(siteID, forKey: .siteID)
            try values.encode(name, forKey: .name)
            try values.encode(latitude, forKey: .latitude)
            try values.encode(longitude, forKey: .longitude)
            try values.encode(weight, forKey: .weight)
            try values.encode(connected, forKey: .connected)
            try values.encode(technology, forKey: .technology)
            try values.encode(phase, forKey: .phase)
            try values.encode(order, forKey: .order)
            try values.encode(parent, forKey: .parent)
            try values.encode(segment, forKey: .segment)
            try values.encode(hops, forKey: .hops)
            try values.encode(cost, forKey: .cost)
            try values.encode(marginalCost, forKey: .marginalCost)
            try values.encode(budgetNeeded, forKey: .budgetNeeded)
            try values.encode(curveBudget, forKey: .curveBudget)
            try values.encode(reason, forKey: .reason)
            try values.encode(lot, forKey: .lot)
        }
    }

    struct Segment: Encodable, Sendable {
        /// The order of building, from 1.
        var order: Int
        var from: String
        var to: String
        var km: Double?
        var cost: Double
        var phase: Int
        var contracted: Bool
        var lot: Int?

        enum CodingKeys: String, CodingKey {
            case order, from, to, km, cost, phase, contracted, lot
        }

        /// As for sites.
        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(order, forKey: .order)
            try values.encode(from, forKey: .from)
            try values.encode(to, forKey: .to)
            try values.encode(km, forKey: .km)
            try values.encode(cost, forKey: .cost)
            try values.encode(phase, forKey: .phase)
            try values.encode(contracted, forKey: .contracted)
            try values.encode(lot, forKey: .lot)
        }
    }

    struct Phase: Encodable, Sendable {
        /// These include the phases before.
        var budget: Double
        var spent: Double
        var sitesConnected: Int
        var weightConnected: Double
        var upperBound: Double

        enum CodingKeys: String, CodingKey {
            case budget, spent
            case sitesConnected = "sites_connected"
            case weightConnected = "weight_connected"
            case upperBound = "upper_bound"
        }
    }

    struct Lot: Encodable, Sendable {
        var lot: Int
        var phase: Int
        var segments: Int
        var sites: [String]
        var km: Double
        var layingCost: Double
        var servedCost: Double
        var sourceCost: Double
        var cost: Double

        enum CodingKeys: String, CodingKey {
            case lot, phase, segments, sites, km
            case layingCost = "laying_cost"
            case servedCost = "served_cost"
            case sourceCost = "source_cost"
            case cost
        }
    }

    struct CurvePoint: Encodable, Sendable {
        var budget: Double
        var spent: Double
        var sitesConnected: Int
        var weightConnected: Double
        var upperBound: Double

        enum CodingKeys: String, CodingKey {
            case budget, spent
            case sitesConnected = "sites_connected"
            case weightConnected = "weight_connected"
            case upperBound = "upper_bound"
        }
    }

    var budget: Double
    var spent: Double
    var km: Double
    var sitesConnected: Int
    var weightConnected: Double
    var upperBound: Double
    var gap: Double
    /// Where the plan's value is proven best: connecting the same in any other way costs at least this.
    var leastCost: Double?
    var currency: String?
    var priceYear: Int?
    var sites: [Site]
    var segments: [Segment]
    var phases: [Phase]
    var lots: [Lot]
    /// How many sites there are for each reason.
    var reasons: [String: Int]
    /// What is mended without building stands beside the plan, at this cost together; nil where no cost was given.
    var otherRemediesCost: Double?
    var curve: [CurvePoint]?

    enum CodingKeys: String, CodingKey {
        case budget, spent, km
        case sitesConnected = "sites_connected"
        case weightConnected = "weight_connected"
        case upperBound = "upper_bound"
        case gap
        case leastCost = "least_cost"
        case currency
        case priceYear = "price_year"
        case sites, segments, phases, lots, reasons
        case otherRemediesCost = "other_remedies_cost"
        case curve
    }
}
