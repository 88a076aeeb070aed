public import Reports

/// A serial number of the books as it is kept, so that it meets the same serial in what agents report.
///
/// A computer's is hashed as an agent hashes its firmware's number (`MachineComponent`), any other as an agent hashes a
/// device's. Where the thing is nobody's own, agents send the serial as it is, so it is kept plain beside the hash.
public struct SerialMark: Sendable, Hashable {
    /// What marks a device's hash on the wire; a machine's part has no mark.
    static let devicePrefix = "hash:"

    /// As in `Device.serial` or `MachineComponent.hash`.
    public let hash: String
    /// Nil where the thing may be somebody's own.
    public let plain: String?

    public init(hash: String, plain: String?) {
        self.hash = hash
        self.plain = plain
    }

    public init(_ serial: String, of category: StockCategory, hashedBy hash: RegionHash) {
        switch category {
        case .computer:
            self.init(hash: hash(serial, purpose: MachineComponent.Kind.dmiSerial.rawValue), plain: nil)
        case .device:
            self.init(
                hash: Self.devicePrefix + hash(serial, purpose: "serial"),
                plain: category.isPersonal ? nil : serial)
        }
    }
}
