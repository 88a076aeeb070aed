public import FoundationEssentials
public import Reports

/// A backup's first line: of what it is a copy.
public struct BackupManifest: Codable, Sendable, Equatable {
    /// When the copy was taken.
    public var createdAt: Date
    /// The release of parta that wrote it.
    public var version: String
    /// Whose it is: what is restored must hold the private key to it.
    public var region: VerifyingKey
    /// The database's size, in bytes.
    public var databaseBytes: Int

    public init(createdAt: Date, version: String, region: VerifyingKey, databaseBytes: Int) {
        self.createdAt = createdAt
        self.version = version
        self.region = region
        self.databaseBytes = databaseBytes
    }

    enum CodingKeys: String, CodingKey {
        case version, region
        case createdAt = "created_at"
        case databaseBytes = "database_bytes"
    }
}
