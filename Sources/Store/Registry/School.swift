/// What part a school plays in its network.
public enum SchoolType: String, Codable, Sendable, CaseIterable {
    /// Lends teachers and equipment to small schools around it.
    case support
    /// Too few pupils for full classes; `supportedBy` a support school.
    case small
    case ordinary
}

/// A school as the registry knows it.
public struct School: Sendable, Hashable {
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
}

extension School: Codable {
    enum CodingKeys: String, CodingKey {
        case id, area, type, latitude, longitude, pupils, rural
        case gigaID = "giga_id"
        case supportedBy = "supported_by"
        case madeUp = "made_up"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try values.decode(String.self, forKey: .id),
            gigaID: try values.decodeIfPresent(String.self, forKey: .gigaID), names: try Names(from: decoder),
            area: try values.decode(AreaPath.self, forKey: .area),
            type: try values.decode(SchoolType.self, forKey: .type),
            supportedBy: try values.decodeIfPresent(String.self, forKey: .supportedBy),
            latitude: try values.decodeIfPresent(Double.self, forKey: .latitude),
            longitude: try values.decodeIfPresent(Double.self, forKey: .longitude),
            pupils: try values.decodeIfPresent(Int.self, forKey: .pupils),
            rural: try values.decodeIfPresent(Bool.self, forKey: .rural),
            madeUp: try values.decode(Bool.self, forKey: .madeUp))
    }

    /// Every key always: what is not known is null. The names stand beside the other keys, as in an imported file.
    public func encode(to encoder: any Encoder) throws {
        try names.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(gigaID, forKey: .gigaID)
        try values.encode(area, forKey: .area)
        try values.encode(type, forKey: .type)
        try values.encode(supportedBy, forKey: .supportedBy)
        try values.encode(latitude, forKey: .latitude)
        try values.encode(longitude, forKey: .longitude)
        try values.encode(pupils, forKey: .pupils)
        try values.encode(rural, forKey: .rural)
        try values.encode(madeUp, forKey: .madeUp)
    }
}
