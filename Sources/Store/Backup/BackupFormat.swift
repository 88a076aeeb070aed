public import Reports

/// What a backup looks like: a copy of the region's database that only the administrator can read (`SealedFormat`).
///
/// The plain text is a line of JSON, the manifest, and then records of the database in order, each
///
///     length: 4 bytes, big-endian | gzip member (RFC 1952) over at most `recordBytes` of the database
public enum BackupFormat {
    /// A terabyte: SQLite's files of schools are far below.
    public static let sealed = SealedFormat(
        name: "PARTA-BACKUP", info: "parta-backup-1", limitBytes: 1_099_511_627_776)
    /// What a record holds of the database at most, in bytes: as much as `Gzip` inflates however well it was compressed.
    public static let recordBytes = Gzip.ratioFreeBytes
    /// A record as it stands in the plain text, in bytes: gzip adds a few to what cannot be compressed.
    static let recordLimitBytes = recordBytes + 4_096
    static let manifestLimitBytes = 4_096
}
