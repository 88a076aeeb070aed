public import FoundationEssentials
public import Reports

/// Who makes a backup of a database's file.
public protocol BackupMaker: Sendable {
    /// As `BackupStore.backUp`, without the note.
    /// - Returns: how many bytes were written.
    func makeBackup(
        to path: String, key: SealingPublicKey, region: VerifyingKey, at time: Date
    ) async throws -> Int
}
