/// How this computer hangs on the school's network: never which network.
public struct LineLink: Codable, Sendable, Equatable {
    public enum Medium: String, Codable, Sendable, CaseIterable {
        case wired
        case wifi
        /// A modem or a tethered phone.
        case mobile
        case unknown

        /// A word of a newer program reads as `unknown`.
        public init(from decoder: any Decoder) throws {
            let word = try decoder.singleValueContainer().decode(String.self)
            self = Medium(rawValue: word) ?? .unknown
        }
    }

    public var medium: Medium
    /// The negotiated speed of a wired link.
    public var speedMbps: Int?
    public var wifiSignalDBm: Int?
    /// The current transmit rate of a Wi-Fi link.
    public var wifiRateMbps: Double?
    /// Whether bytes cost money, where the system or a setting says so.
    public var metered: Bool?

    public init(
        medium: Medium = .unknown, speedMbps: Int? = nil, wifiSignalDBm: Int? = nil, wifiRateMbps: Double? = nil,
        metered: Bool? = nil
    ) {
        self.medium = medium
        self.speedMbps = speedMbps
        self.wifiSignalDBm = wifiSignalDBm
        self.wifiRateMbps = wifiRateMbps
        self.metered = metered
    }

    enum CodingKeys: String, CodingKey {
        case medium, metered
        case speedMbps = "speed_mbps"
        case wifiSignalDBm = "wifi_signal_dbm"
        case wifiRateMbps = "wifi_rate_mbps"
    }
}
