public import FoundationEssentials

/// How a store is, for whoever looks after it.
public struct StoreHealth: Sendable, Equatable {
    /// The name of the last step that brought its tables up to date.
    public var schema: String
    /// What a look through every page found; nil where all is well.
    public var damage: String?
    /// The database with its log, in bytes.
    public var bytes: Int
    /// What is free on its disk for this account, in bytes.
    public var freeBytes: Int?
    /// When the newest report came, by the server's clock then.
    public var newestReport: Date?
    /// Bundles that were kept because their agents were revoked.
    public var quarantinedBundles: Int

    public init(
        schema: String, damage: String? = nil, bytes: Int, freeBytes: Int? = nil, newestReport: Date? = nil,
        quarantinedBundles: Int = 0
    ) {
        self.schema = schema
        self.damage = damage
        self.bytes = bytes
        self.freeBytes = freeBytes
        self.newestReport = newestReport
        self.quarantinedBundles = quarantinedBundles
    }
}
