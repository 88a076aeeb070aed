/// What a network adapter, or the gateway, tells about itself.
public struct NetworkDetails: Codable, Sendable, Equatable {
    /// The permanent MAC address of this computer's own adapter, lower-case with colons.
    public var mac: String?
    public var wireless: Bool
    /// Negotiated link speed in Mbps, nil without a link.
    public var linkMbps: Int?
    /// `full` or `half`.
    public var duplex: String?
    /// The kernel's `operstate`: `up`, `down`, `dormant`, ...
    public var state: String?

    public init(
        mac: String? = nil, wireless: Bool, linkMbps: Int? = nil, duplex: String? = nil, state: String? = nil
    ) {
        self.mac = mac
        self.wireless = wireless
        self.linkMbps = linkMbps
        self.duplex = duplex
        self.state = state
    }

    enum CodingKeys: String, CodingKey {
        case mac, wireless, duplex, state
        case linkMbps = "link_mbps"
    }
}

/// What a display's EDID says (VESA E-EDID 1.4).
public struct DisplayDetails: Codable, Sendable, Equatable {
    /// The connector, such as `HDMI-A-1`.
    public var connector: String?
    public var widthCm: Int?
    public var heightCm: Int?
    /// Diagonal in inches, one decimal.
    public var diagonalInches: Double?
    public var widthPixels: Int?
    public var heightPixels: Int?
    public var year: Int?

    public init(
        connector: String? = nil, widthCm: Int? = nil, heightCm: Int? = nil, diagonalInches: Double? = nil,
        widthPixels: Int? = nil, heightPixels: Int? = nil, year: Int? = nil
    ) {
        self.connector = connector
        self.widthCm = widthCm
        self.heightCm = heightCm
        self.diagonalInches = diagonalInches
        self.widthPixels = widthPixels
        self.heightPixels = heightPixels
        self.year = year
    }

    enum CodingKeys: String, CodingKey {
        case connector, year
        case widthCm = "width_cm"
        case heightCm = "height_cm"
        case diagonalInches = "diagonal_inches"
        case widthPixels = "width_pixels"
        case heightPixels = "height_pixels"
    }
}

/// What a disk or stick tells about itself.
public struct StorageDetails: Codable, Sendable, Equatable {
    public var sizeBytes: Int?
    /// True for a spinning disk.
    public var rotational: Bool?
    public var removable: Bool?

    public init(sizeBytes: Int? = nil, rotational: Bool? = nil, removable: Bool? = nil) {
        self.sizeBytes = sizeBytes
        self.rotational = rotational
        self.removable = removable
    }

    enum CodingKeys: String, CodingKey {
        case rotational, removable
        case sizeBytes = "size_bytes"
    }
}

/// What a battery, mains adapter or UPS tells about itself.
public struct PowerDetails: Codable, Sendable, Equatable {
    /// The kernel's `type`: `Battery`, `Mains`, `UPS`, `USB`.
    public var kind: String?
    /// Whether the mains feeds it; nil for batteries.
    public var online: Bool?
    /// Charge in percent.
    public var capacityPercent: Int?
    /// Full charge against design, in percent: how worn a battery is.
    public var healthPercent: Int?

    public init(kind: String? = nil, online: Bool? = nil, capacityPercent: Int? = nil, healthPercent: Int? = nil) {
        self.kind = kind
        self.online = online
        self.capacityPercent = capacityPercent
        self.healthPercent = healthPercent
    }

    enum CodingKeys: String, CodingKey {
        case kind, online
        case capacityPercent = "capacity_percent"
        case healthPercent = "health_percent"
    }
}
