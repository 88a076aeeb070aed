/// The answer to `GET /v1/region`: whom one talks to, before a code's secret is told.
public struct RegionResponse: Codable, Sendable, Equatable {
    public var regionKey: VerifyingKey
    /// Every statement on the region's servers, envelopes of kind `.trust`; nil where it has made none.
    public var trust: [String]?

    public init(regionKey: VerifyingKey, trust: [String]? = nil) {
        self.regionKey = regionKey
        self.trust = trust
    }

    enum CodingKeys: String, CodingKey {
        case trust
        case regionKey = "region_key"
    }
}
