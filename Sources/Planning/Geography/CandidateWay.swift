/// A way that fiber could take between two places.
public struct CandidateWay: Sendable, Equatable {
    /// Positions among the places, or of junctions after them.
    public var a: Int
    public var b: Int
    /// Of the cable.
    public var lengthKm: Double
    public var cost: Double
    /// What lies between the ends, from `a` to `b`; empty for a straight way.
    public var path: [SpherePoint]

    public init(a: Int, b: Int, lengthKm: Double, cost: Double, path: [SpherePoint] = []) {
        self.a = a
        self.b = b
        self.lengthKm = lengthKm
        self.cost = cost
        self.path = path
    }
}

/// What a kilometre of cable costs, by the kind of ground or road it is laid in.
public struct LayingCost: Sendable, Equatable {
    /// Where no class is named, or one that has no price of its own.
    public var perKm: Double
    public var perKmByClass: [String: Double]

    public init(perKm: Double, byClass perKmByClass: [String: Double] = [:]) {
        self.perKm = perKm
        self.perKmByClass = perKmByClass
    }

    public func perKm(_ laying: String?) -> Double { laying.flatMap { perKmByClass[$0] } ?? perKm }
}
