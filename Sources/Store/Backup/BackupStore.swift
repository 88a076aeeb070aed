public import FoundationEssentials
public import Reports

/// A backup that was made.
public struct BackupNote: Codable, Sendable, Equatable {
    /// Of which moment it is a copy.
    public var takenAt: Date
    /// Where, as the command was told.
    public var path: String
    public var bytes: Int
    /// `SealingPublicKey.id` of the key that opens it.
    public var key: String

    public init(takenAt: Date, path: String, bytes: Int, key: String) {
        self.takenAt = takenAt
        self.path = path
        self.bytes = bytes
        self.key = key
    }

    enum CodingKeys: String, CodingKey {
        case path, bytes, key
        case takenAt = "taken_at"
    }
}

/// Keeps account of backups.
public protocol BackupStore: Sendable {
    /// Writes a backup: a consistent copy beside running readers and writers, found sound, compressed and sealed; it takes the
    /// place of what was at `path` when it is whole and on the disk, and is noted then.
    /// - Parameters:
    ///   - region: whose database it is.
    ///   - time: now.
    /// - Throws: `BackupFailure`; `StoreFailure.damaged` when the database is not sound. What was at `path` stays then.
    func backUp(to path: String, key: SealingPublicKey, region: VerifyingKey, at time: Date) async throws -> BackupNote

    /// To which key backups are sealed where none is given; nil before one was made.
    func backupKey() async throws -> SealingPublicKey?

    /// Says to which key backups are sealed from now on.
    func setBackupKey(_ key: SealingPublicKey, at time: Date) async throws

    /// How the store is; looks at every page of it.
    func health() async throws -> StoreHealth

    /// Writes a little and waits until it is durable: what a report would meet, without one.
    /// - Throws: `StoreFailure` with an `outage`.
    func proveWritable(at time: Date) async throws

    /// The last backup that was made of this database.
    func lastBackup() async throws -> BackupNote?
}
