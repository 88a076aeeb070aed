/// Class, subclass and protocol of a USB interface (https://www.usb.org/defined-class-codes).
public struct InterfaceClass: Sendable, Hashable, Comparable {
    public let classCode: UInt8
    public let subclass: UInt8
    public let protocolCode: UInt8

    public init(_ classCode: UInt8, _ subclass: UInt8, _ protocolCode: UInt8) {
        self.classCode = classCode
        self.subclass = subclass
        self.protocolCode = protocolCode
    }

    /// Six hexadecimal digits, as in `ID_USB_INTERFACES`.
    public init?(hexadecimal text: some StringProtocol) {
        guard text.utf8.count == 6, let value = UInt32(text, radix: 16) else { return nil }
        self.init(UInt8(value >> 16 & 0xff), UInt8(value >> 8 & 0xff), UInt8(value & 0xff))
    }

    /// Three decimal numbers, as in the uevent variable `INTERFACE`.
    public init?(uevent text: String) {
        let parts = text.split(separator: "/").compactMap { UInt8($0) }
        guard parts.count == 3 else { return nil }
        self.init(parts[0], parts[1], parts[2])
    }

    var hexadecimal: String {
        Hex.upper(classCode, digits: 2) + Hex.upper(subclass, digits: 2) + Hex.upper(protocolCode, digits: 2)
    }

    public static func < (left: InterfaceClass, right: InterfaceClass) -> Bool {
        (left.classCode, left.subclass, left.protocolCode) < (right.classCode, right.subclass, right.protocolCode)
    }
}

/// Fixed-width hexadecimal, which Swift's standard library has no spelling for.
enum Hex {
    static func upper(_ value: some BinaryInteger, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    static func lower(_ value: some BinaryInteger, digits: Int) -> String { upper(value, digits: digits).lowercased() }
}
