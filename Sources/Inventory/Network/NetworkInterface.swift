internal import Reports
internal import Udev

/// What sysfs says about a network interface.
struct NetworkInterface {
    private let device: UdevDevice

    init(_ device: UdevDevice) { self.device = device }

    /// The address burnt in (`addr_assign_type` 0, linux/netdevice.h), not one that was made up or set.
    var permanentMAC: String? {
        guard device.attribute("addr_assign_type") == "0", let mac = device.attribute("address")?.lowercased() else {
            return nil
        }
        return mac.utf8.count == 17 && mac != "00:00:00:00:00:00" ? mac : nil
    }

    /// - Parameter withMAC: false for what may be somebody's telephone.
    func details(withMAC: Bool) -> NetworkDetails {
        let duplex = device.attribute("duplex")
        return NetworkDetails(
            mac: withMAC ? permanentMAC : nil,
            wireless: device.isWireless,
            // -1 or an error when there is no link.
            linkMbps: device.number("speed").flatMap { $0 > 0 ? $0 : nil },
            duplex: duplex == "full" || duplex == "half" ? duplex : nil,
            state: device.attribute("operstate")
        )
    }

    /// Whether IEEE gave the address out: neither multicast nor locally administered.
    static func isGloballyUnique(_ mac: String) -> Bool {
        guard let first = UInt8(mac.prefix(2), radix: 16) else { return false }
        return first & 0b11 == 0
    }
}
