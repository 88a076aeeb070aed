internal import Reports

/// What is wrong with a backup; the sentence goes after the file's name.
public enum BackupFault: Error, Equatable, CustomStringConvertible {
    case notABackup
    case newerVersion
    /// Sealed to another key, by `SealingPublicKey.id`.
    case otherKey(String)
    /// It ends before its last chunk.
    case truncated
    /// It is not what was written.
    case damaged
    /// Whoever wrote it wrote no database of parta.
    case badContent

    /// The same in the words of backups.
    init(_ failure: BundleFailure) {
        self =
            switch failure {
            case .notABundle: .notABackup
            case .newerVersion: .newerVersion
            case .unknownKey(let id): .otherKey(id)
            case .truncated: .truncated
            case .badHeader, .damaged, .trailing: .damaged
            case .badManifest, .badLine, .tooLarge: .badContent
            }
    }

    public var description: String {
        switch self {
        case .notABackup: "is no backup of parta"
        case .newerVersion: "was written by a newer release of parta; install that release to restore it"
        case .otherKey(let id): "is sealed to the key \(id); give that key's file with --key"
        case .truncated: "ends too early: its disk was full, or copying it was broken off; take another copy of it"
        case .damaged: "is damaged or was changed; take another copy of it, or an older backup"
        case .badContent: "holds no whole database of parta; take an older backup"
        }
    }
}
