/// A thing attached to a computer: what it is, how sure that is, and the rule that said so.
public struct Device: Codable, Sendable, Equatable {
    /// Stable identity within a school: the same thing moved to another port or computer keeps it when its serial can be
    /// trusted. Made by `DeviceIdentity`; lower-case hexadecimal, 32 characters.
    public var id: String
    public var category: Category
    public var confidence: Confidence
    /// The rule that gave the category: an hwdb rule name or a built-in one such as `class:07`.
    public var rule: String
    public var bus: Bus
    /// USB or PCI vendor id: four lower-case hexadecimal digits.
    public var vendorID: String?
    /// USB or PCI product id: four lower-case hexadecimal digits.
    public var productID: String?
    /// The maker's name as a reader knows it.
    public var vendor: String?
    public var product: String?
    /// The serial number, or `hash:` and a region-keyed hash where the device may be somebody's own.
    public var serial: String?
    /// Where it is plugged in on this computer, such as `1-2.3` (USB) or `0000:00:14.0` (PCI).
    public var port: String?
    /// The kernel driver that runs it.
    public var driver: String?
    /// Whether its computer serves lessons (UIS: "for pedagogical use"), from the computer's settings.
    public var pedagogical: Bool
    /// Whether it can be unplugged, nil where nothing says so.
    public var external: Bool?
    public var network: NetworkDetails?
    public var display: DisplayDetails?
    public var storage: StorageDetails?
    public var power: PowerDetails?
    /// The digest of everything above as this agent wrote it, given when a report is sealed; a reader keeps it as it came.
    public var digest: String?

    public init(
        id: String, category: Category, confidence: Confidence, rule: String, bus: Bus, vendorID: String? = nil,
        productID: String? = nil, vendor: String? = nil, product: String? = nil, serial: String? = nil,
        port: String? = nil, driver: String? = nil, pedagogical: Bool = true, external: Bool? = nil,
        network: NetworkDetails? = nil, display: DisplayDetails? = nil, storage: StorageDetails? = nil,
        power: PowerDetails? = nil, digest: String? = nil
    ) {
        self.id = id
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
        self.network = network
        self.display = display
        self.storage = storage
        self.power = power
        self.digest = digest
    }

    enum CodingKeys: String, CodingKey {
        case id, category, confidence, rule, bus, vendor, product, serial, port, driver, pedagogical, external
        case network, display, storage, power, digest
        case vendorID = "vendor_id"
        case productID = "product_id"
    }
}
