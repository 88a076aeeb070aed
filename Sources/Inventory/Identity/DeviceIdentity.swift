public import Reports

/// What makes a device the same one tomorrow: 32 hexadecimal characters.
///
/// With a serial that can be trusted it is maker, model and serial, so that the same tablet on another port or computer
/// stays one tablet; without, it is maker, model and the place on this computer.
public struct DeviceIdentity: Sendable, Equatable {
    public var bus: Bus
    /// Vendor and product id in hexadecimal where there are any, else what the bus has in their stead.
    public var maker: String
    public var model: String

    public init(bus: Bus, maker: String?, model: String?) {
        self.bus = bus
        self.maker = maker ?? ""
        self.model = model ?? ""
    }

    /// - Parameters:
    ///   - serial: as it came out of `SerialTrust.trusted(_:)`.
    ///   - computer: what tells this computer from others, such as the agent's id.
    public func id(serial: String?, port: String?, computer: String) -> String {
        if let serial { return Digest.serialID(bus: bus, maker: maker, model: model, serial: serial) }
        return id(port: port, computer: computer)
    }

    public func id(port: String?, computer: String) -> String {
        Digest.hex128("port", bus.rawValue, maker, model, computer, port ?? "")
    }

    /// Two devices of one scan that claim the same serial prove that it identifies neither: both get ids by place, and
    /// the serial is dropped.
    static func separateDuplicates(_ devices: [Device], computer: String) -> [Device] {
        let counts = devices.reduce(into: [:]) { $0[$1.id, default: 0] += 1 }
        return devices.map { device in
            guard counts[device.id, default: 0] > 1 else { return device }
            var device = device
            device.serial = nil
            device.id = DeviceIdentity(device).id(port: device.port, computer: computer)
            return device
        }
    }

    /// As far as the device's own fields tell.
    init(_ device: Device) {
        self.init(bus: device.bus, maker: device.vendorID, model: device.productID)
    }
}
