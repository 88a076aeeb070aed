public import FoundationEssentials
public import Reports

/// A device at a computer: what it is, whether it is attached now, and on how many days it was.
public struct DeviceRow: Codable, Sendable, Equatable {
    /// `Device.id`: the same thing at two computers of a school has one id, and one row unless rows by computer were
    /// asked for.
    public var id: String
    public var school: String
    public var schoolName: String
    public var room: String?
    /// The computer that saw it last.
    public var agent: AgentID
    /// The inventory number of its computer.
    public var label: String?
    public var category: Reports.Category
    public var confidence: Confidence
    public var rule: String
    public var bus: Bus
    public var vendorID: String?
    public var productID: String?
    public var vendor: String?
    public var product: String?
    public var serial: String?
    public var port: String?
    public var driver: String?
    public var pedagogical: Bool
    public var external: Bool?
    /// Whether the last scan of a computer held it.
    public var attached: Bool
    public var firstSeen: Date
    public var lastSeen: Date
    /// On how many of its computer's calendar days.
    public var daysSeen: Int
    /// Minutes it was seen attached, over all days.
    public var minutes: Int
    /// How many computers of the school saw it.
    public var computers: Int
    /// Two computers hold this "serial" at once, so it tells nothing apart: each has a row.
    public var serialDoubtful: Bool

    public init(
        id: String, school: String, schoolName: String, room: String? = nil, agent: AgentID, label: String? = nil,
        category: Reports.Category, confidence: Confidence, rule: String, bus: Bus, vendorID: String? = nil,
        productID: String? = nil, vendor: String? = nil, product: String? = nil, serial: String? = nil,
        port: String? = nil, driver: String? = nil, pedagogical: Bool, external: Bool? = nil, attached: Bool,
        firstSeen: Date, lastSeen: Date, daysSeen: Int, minutes: Int,
        computers: Int = 1, serialDoubtful: Bool = false
    ) {
        self.id = id
        self.school = school
        self.schoolName = schoolName
        self.room = room
        self.agent = agent
        self.label = label
        self.category = category
        self.confidence = confidence
        self.rule = rule
        self.bus = bus
        self.vendorID = vendorID
        self.productID = productID
        self.vendor = vendor
        self.product = product
        self.serial = serial
        self.port = port
        self.driver = driver
        self.pedagogical = pedagogical
        self.external = external
        self.attached = attached
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.daysSeen = daysSeen
        self.minutes = minutes
        self.computers = computers
        self.serialDoubtful = serialDoubtful
    }

    enum CodingKeys: String, CodingKey {
        case id, school, room, agent, label, category, confidence, rule, bus, vendor, product, serial, port
        case driver, pedagogical, external, attached, minutes, computers
        case schoolName = "school_name"
        case vendorID = "vendor_id"
        case productID = "product_id"
        case firstSeen = "first_seen"
        case lastSeen = "last_seen"
        case daysSeen = "days_seen"
        case serialDoubtful = "serial_doubtful"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(room, forKey: .room)
        try values.encode(agent, forKey: .agent)
        try values.encode(label, forKey: .label)
        try values.encode(category, forKey: .category)
        try values.encode(confidence, forKey: .confidence)
        try values.encode(rule, forKey: .rule)
        try values.encode(bus, forKey: .bus)
        try values.encode(vendorID, forKey: .vendorID)
        try values.encode(productID, forKey: .productID)
        try values.encode(vendor, forKey: .vendor)
        try values.encode(product, forKey: .product)
        try values.encode(serial, forKey: .serial)
        try values.encode(port, forKey: .port)
        try values.encode(driver, forKey: .driver)
        try values.encode(pedagogical, forKey: .pedagogical)
        try values.encode(external, forKey: .external)
        try values.encode(attached, forKey: .attached)
        try values.encode(firstSeen, forKey: .firstSeen)
        try values.encode(lastSeen, forKey: .lastSeen)
        try values.encode(daysSeen, forKey: .daysSeen)
        try values.encode(minutes, forKey: .minutes)
        try values.encode(computers, forKey: .computers)
        try values.encode(serialDoubtful, forKey: .serialDoubtful)
    }
}
