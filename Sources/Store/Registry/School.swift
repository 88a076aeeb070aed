/// What part a school plays in its network.
public enum SchoolType: String, Codable, Sendable, CaseIterable {
    /// Lends teachers and equipment to small schools around it.
    case support
    /// Too few pupils for full classes; `supportedBy` a support school.
    case small
    case ordinary
}

/// A school as the registry knows it.
public struct School: Codable, Sendable, Hashable {
    /// The official id; Giga calls it `school_id_govt`.
    public var id: String
    public var gigaID: String?
    /// At least one name.
    public var names: Names
    public var area: AreaPath
    public var type: SchoolType
    /// `id` of its support school.
    public var supportedBy: String?
    /// Degrees, WGS 84; with `longitude` or not at all.
    public var latitude: Double?
    public var longitude: Double?
    public var pupils: Int?
    /// nil where nobody said.
    public var rural: Bool?
    /// Invented for a demonstration or a test: pages and exports say so.
    public var madeUp: Bool

    public init(
        id: String, gigaID: String? = nil, names: Names, area: AreaPath, type: SchoolType = .ordinary,
        supportedBy: String? = nil, latitude: Double? = nil, longitude: Double? = nil, pupils: Int? = nil,
        rural: Bool? = nil, madeUp: Bool = false
    ) {
        self.id = id
        self.gigaID = gigaID
        self.names = names
        self.area = area
        self.type = type
        self.supportedBy = supportedBy
        self.latitude = latitude
        self.longitude = longitude
        self.pupils = pupils
        self.rural = rural
        self.madeUp = madeUp
    }

    enum CodingKeys: String, CodingKey {
        case id, names, area, type, latitude, longitude, pupils, rural
        case gigaID = "giga_id"
        case supportedBy = "supported_by"
        case madeUp = "made_up"
    }
}
