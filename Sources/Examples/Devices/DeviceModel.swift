internal import Reports

/// A thing that schools buy: how it shows itself, and how often it stands at a PC.
struct DeviceModel: Sendable {
    enum Serial: Sendable { case none, plain, hashed }

    var category: Reports.Category
    var confidence: Confidence
    var rule: String
    var bus: Bus
    var vendorID: String?
    var productID: String?
    var vendor: String
    var product: String
    var driver: String?
    var external: Bool
    var serial: Serial
    /// How many of it stand at a hundred PCs beside those that every PC has.
    var weight: Double
    /// On how many of its PC's days it is seen: what is carried away at night is plugged in when a lesson needs it.
    var use: Double

    init(
        _ category: Reports.Category, _ vendor: String, _ product: String, id: String? = nil, rule: String,
        confidence: Confidence = .certain, bus: Bus = .usb, driver: String? = nil, external: Bool = true,
        serial: Serial = .none, weight: Double = 0, use: Double = 1
    ) {
        self.category = category
        self.confidence = confidence
        self.rule = rule
        self.bus = bus
        vendorID = id.map { String($0.prefix(4)) }
        productID = id.map { String($0.suffix(4)) }
        self.vendor = vendor
        self.product = product
        self.driver = driver
        self.external = external
        self.serial = serial
        self.weight = weight
        self.use = use
    }

    /// - Parameter key: what the device is told apart by: a name, never a number on a sticker.
    func device(id: String, port: Int, digest: String, serial: String, pedagogical: Bool) -> Device {
        Device(
            id: id, category: category, confidence: confidence, rule: rule, bus: bus, vendorID: vendorID,
            productID: productID, vendor: vendor, product: product,
            serial: self.serial == .none ? nil : self.serial == .plain ? serial : "hash:" + serial, port: place(port),
            driver: driver, pedagogical: pedagogical, external: external, digest: digest)
    }

    private func place(_ number: Int) -> String {
        switch bus {
        case .usb: number < 4 ? "1-\(number + 1)" : "1-\(number / 4).\(number % 4 + 1)"
        case .display: number == 0 ? "card0-HDMI-A-1" : "card0-DP-\(number)"
        default: "0000:0\(number % 8):00.0"
        }
    }
}
