/// How a device is attached to its computer.
public enum Bus: String, Codable, Sendable, CaseIterable {
    case usb
    case pci
    case network
    case display
    case input
    case storage
    case power
    /// The default gateway: attached to the school's line rather than to the computer.
    case gateway
    /// In a way that only a newer program knows.
    case other

    /// A word of a newer program reads as `other`.
    public init(from decoder: any Decoder) throws {
        let word = try decoder.singleValueContainer().decode(String.self)
        self = Bus(rawValue: word) ?? .other
    }
}
