public import FoundationEssentials
public import Reports

/// Compresses and seals a database piece by piece: what `append` and `finish` return, one after the other, is the backup.
public struct BackupWriter: Sendable {
    private var sealed: SealedWriter

    public init(_ manifest: BackupManifest, to key: SealingPublicKey) throws {
        sealed = try SealedWriter(BackupFormat.sealed, to: key, created: manifest.createdAt)
        try sealed.add(ReportCoder.encode(manifest) + [UInt8(ascii: "\n")])
    }

    /// Adds what comes next of the database.
    /// - Parameter piece: 1 to `BackupFormat.recordBytes` bytes.
    /// - Returns: what can be written now, often nothing.
    /// - Throws: `BundleFailure.tooLarge`.
    public mutating func append(_ piece: Data) throws -> Data {
        precondition(!piece.isEmpty && piece.count <= BackupFormat.recordBytes)
        let member = try Gzip.compress(piece)
        var record = Data()
        withUnsafeBytes(of: UInt32(member.count).bigEndian) { record.append(contentsOf: $0) }
        try sealed.add(record + member)
        return sealed.take()
    }

    /// - Returns: the rest of the file.
    public consuming func finish() throws -> Data { try sealed.finish() }
}
