/// Over what a line reaches its school. The words are those of Giga's and ITU's files, with satellites told apart.
public enum LineMedium: String, Codable, Sendable, CaseIterable {
    case fiber
    case copper
    case xdsl
    case coaxial
    /// By cable, of which nobody said what kind.
    case wired
    case cellular
    /// Point to point by radio.
    case p2pWireless = "p2p_wireless"
    /// Many points from one mast by radio.
    case p2mpWireless = "p2mp_wireless"
    /// By radio, of which nobody said what kind.
    case wireless
    /// Low orbit: some 20 to 60 ms to the ground and back.
    case leoSatellite = "leo_satellite"
    /// Geostationary: never less than 480 ms there and back, whatever else is good.
    case geoSatellite = "geo_satellite"
    /// By satellite, of which nobody said how high.
    case satellite
    case other
    case unknown
}
