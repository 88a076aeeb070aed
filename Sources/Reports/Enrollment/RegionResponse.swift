/// The answer to `GET /v1/region`: whom one talks to, before a code's secret is told.
public struct RegionResponse: Codable, Sendable, Equatable {
    public var regionKey: VerifyingKey

    public init(regionKey: VerifyingKey) {
        self.regionKey = regionKey
    }

    enum CodingKeys: String, CodingKey {
        case regionKey = "region_key"
    }
}
