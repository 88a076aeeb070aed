import Reports
import Udev

@testable import Inventory

/// What hangs on a classroom PC and may say anything of itself.
enum DeviceFuzz {
    static func edid(_ bytes: [UInt8]) {
        guard let edid = try? EDID.parse(bytes) else { return }
        for text in [edid.makerID, edid.name].compactMap(\.self) {
            promise(text.utf8.count <= BoundedText.limitBytes, "an EDID's text is bounded")
            promise(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }, "and can be printed")
        }
        if let inches = edid.diagonalInches { promise(inches.isFinite && inches >= 0, "a diagonal is a length") }
    }

    static func descriptors(_ bytes: [UInt8]) {
        let text = BoundedText.escape(bytes)
        promise(text.utf8.count <= BoundedText.limitBytes, "text is bounded")
        promise(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }, "text can be printed")
        let evidence = Evidence(
            bus: .usb, vendorID: 0x1234, productID: 0x5678, manufacturer: text,
            product: String(text.reversed().prefix(64)))
        let key = HardwareKey.key(for: evidence) ?? ""
        promise(key.hasPrefix("parta:usb:v1234p5678"), "no name changes the ids of a key")
        promise(!key.contains("*") && !key.contains("?") && !key.contains("["), "no name is a pattern")
        promise(key.split(separator: ":", omittingEmptySubsequences: false).count == 5, "no name adds a field: \(key)")
        if let serial = SerialTrust.trusted(text) { promise(!serial.isEmpty, "a trusted serial says something") }
        _ = SerialTrust.trustedUUID(text)
        _ = HIDUsage.firstPage(bytes)
    }
}
