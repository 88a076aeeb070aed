/// What a school's line must give, by its pupils.
///
/// Source: Kazakhstan's norm, which is also ITU's and Giga's: 20 Mbps up to 400 pupils, then 1 Mbps more per 20 pupils.
public struct LineNorm: Codable, Sendable, Equatable {
    /// A fixed name that pages and tables show, such as `KZ-20+1/20`.
    public var name: String
    /// The least that any school must have, in Mbps.
    public var floorMbps: Double
    /// So many pupils share one Mbps.
    public var pupilsPerMbps: Double

    public init(name: String, floorMbps: Double, pupilsPerMbps: Double) {
        self.name = name
        self.floorMbps = floorMbps
        self.pupilsPerMbps = pupilsPerMbps
    }

    public static let kazakhstan = LineNorm(name: "KZ-20+1/20", floorMbps: 20, pupilsPerMbps: 20)

    /// - Parameter pupils: nil where the registry does not say: then the floor, which every school must have.
    public func requiredMbps(pupils: Int?) -> Double {
        max(floorMbps, Double(max(0, pupils ?? 0)) / pupilsPerMbps)
    }

    /// How many pupils a rate serves at the norm's share each, whether or not it reaches the floor.
    public func pupilsServed(byMbps mbps: Double) -> Int {
        Int(max(0, min(mbps * pupilsPerMbps, 1e9)).rounded(.down))
    }

    enum CodingKeys: String, CodingKey {
        case name
        case floorMbps = "floor_mbps"
        case pupilsPerMbps = "pupils_per_mbps"
    }
}
