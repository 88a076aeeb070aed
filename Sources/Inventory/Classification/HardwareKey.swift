internal import Reports

/// The keys by which hwdb files speak of devices; their patterns match from the left with `*`.
///
/// - USB: `parta:usb:v0694p0010:if020201:if0A0000:m<manufacturer>:n<product>`, interfaces sorted and without repeats.
/// - PCI: `parta:pci:v8086p9A49:c030000:`, class, subclass and programming interface.
/// - Network adapters but those on USB: `parta:net:v8086p1521:w0:d<driver>`, `w1` for wireless; ids `0000` where there is
///   no PCI function. The kernel tells wired from wireless better than the PCI class does.
/// - Display: `parta:display:mSAM:n<name>:d055`, the diagonal in whole inches (`d000` unknown).
/// - Input: `parta:input:b0011v0001p0001:k<kind>:n<name>`, `b` the bus number of linux/input.h.
public enum HardwareKey {
    /// Nil for evidence of a bus that has no keys (disks, power supplies, the gateway).
    public static func key(for evidence: Evidence) -> String? {
        let ids = "v\(hex(evidence.vendorID))p\(hex(evidence.productID))"
        switch evidence.bus {
        case .usb:
            let interfaces = Set(evidence.interfaces).sorted().map { ":if\($0.hexadecimal)" }.joined()
            return "parta:usb:\(ids)\(interfaces):m\(field(evidence.manufacturer)):n\(field(evidence.product))"
        case .pci where evidence.children.isDisjoint(with: [.net, .wlan]):
            let codes = [evidence.deviceClass, evidence.deviceSubclass, evidence.deviceProtocol]
            return "parta:pci:\(ids):c\(codes.map { Hex.upper($0 ?? 0, digits: 2) }.joined()):"
        case .pci, .network:
            let wireless = evidence.children.contains(.wlan) ? 1 : 0
            return "parta:net:\(ids):w\(wireless):d\(field(evidence.drivers.sorted().first))"
        case .display:
            guard let display = evidence.display else { return nil }
            let inches = Int((display.diagonalInches ?? 0).rounded())
            return "parta:display:m\(field(display.makerID)):n\(field(display.name)):d\(padded(inches))"
        case .input:
            let kind = evidence.children.map(\.rawValue).sorted().first ?? ""
            let bus = Hex.upper(evidence.deviceClass ?? 0, digits: 4)
            return "parta:input:b\(bus)\(ids):k\(kind):n\(field(evidence.product))"
        case .storage, .power, .gateway, .other:
            return nil
        }
    }

    /// What `parta-agent explain 1a86:7523` knows of a device: its ids only.
    public static func usb(vendorID: UInt16, productID: UInt16) -> String {
        key(for: Evidence(bus: .usb, vendorID: vendorID, productID: productID)) ?? ""
    }

    /// The key systemd's own database has for the device, by which names are found.
    public static func system(for evidence: Evidence) -> String? {
        guard let vendor = evidence.vendorID, let product = evidence.productID else { return nil }
        switch evidence.bus {
        case .usb: return "usb:v\(hex(vendor))p\(hex(product))"
        case .pci: return "pci:v0000\(hex(vendor))d0000\(hex(product))sv"
        default: return nil
        }
    }

    /// Three decimal digits.
    private static func padded(_ inches: Int) -> String {
        let text = String(min(max(inches, 0), 999))
        return String(repeating: "0", count: 3 - text.count) + text
    }

    private static func hex(_ value: UInt16?) -> String { Hex.upper(value ?? 0, digits: 4) }

    /// A name as it stands in a key: the characters that structure keys and patterns, and everything that was escaped
    /// because nobody can print it, become `_`.
    static func field(_ text: String?) -> String {
        var result = ""
        var rest = (text ?? "")[...]
        while let character = rest.first {
            if character == "\\", rest.dropFirst().first == "x" {
                rest = rest.dropFirst(4)
                result.append("_")
                continue
            }
            rest.removeFirst()
            result.append("*?[]:…".contains(character) ? "_" : character)
        }
        return result
    }
}
