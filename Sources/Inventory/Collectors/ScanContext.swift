internal import Reports
internal import Udev

/// Reads an EDID; handed in, so that a test can say what a display tells without writing its bytes.
public typealias EDIDReader = @Sendable (_ bytes: [UInt8]) throws -> EDID

extension EDID {
    /// What a scan reads displays with.
    public static let reader: EDIDReader = { try EDID.parse($0) }
}

/// What every collector of one scan shares.
struct ScanContext: Sendable {
    let roots: Roots
    let settings: Scanner.Settings
    let knowledge: Knowledge
    let readEDID: EDIDReader
    /// The kernel's devices, or why they could not be listed.
    let enumeration: Result<DeviceTree, any Error>

    func tree() throws -> DeviceTree { try enumeration.get() }
}

extension ScanContext {
    /// Puts a device together from what was seen and what it was taken for.
    func device(
        _ evidence: Evidence, _ answer: Classification, identity: DeviceIdentity? = nil, serial: String? = nil,
        port: String?, driver: String? = nil, external: Bool? = nil
    ) -> Device {
        let identity =
            identity ?? DeviceIdentity(bus: evidence.bus, maker: evidence.vendorHex, model: evidence.productHex)
        let serial = SerialTrust.trusted(serial)
        return Device(
            id: identity.id(serial: serial, port: port, computer: settings.computer), category: answer.category,
            confidence: answer.confidence, rule: answer.rule, bus: evidence.bus, vendorID: evidence.vendorHex,
            productID: evidence.productHex, vendor: answer.vendor, product: answer.product, serial: serial, port: port,
            driver: driver, pedagogical: settings.pedagogical, external: external)
    }
}
