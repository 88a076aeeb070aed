public import FoundationEssentials
internal import Reports

/// Serials as they are compared: keyed with the region's key and of the same purpose as agents use, so that a list's serial
/// and a sighting's are alike when they are of one piece.
public struct SerialHash: Sendable {
    /// The name under which a region's secrets hold the key.
    public static let secretName = "hash_key"
    private static let prefix = "hash:"

    private let hash: RegionHash

    /// - Parameter key: 32 bytes, `RegionIdentity.hashKey`.
    public init(key: Data) {
        hash = RegionHash(key: key)
    }

    /// Nil where the region has no key yet: then no computer has reported anything either.
    public init?(_ secrets: RegionSecrets) {
        guard let key = secrets[Self.secretName] else { return nil }
        self.init(key: key)
    }

    /// A serial as `Device.serial` has it, hashed already or plain, in the form of a hashed one.
    public func callAsFunction(_ serial: String) -> String {
        serial.hasPrefix(Self.prefix) ? serial : Self.prefix + hash(serial, purpose: "serial")
    }
}
