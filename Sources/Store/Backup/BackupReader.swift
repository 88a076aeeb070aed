public import FoundationEssentials
public import Reports

/// Opens a backup piece by piece, in bounded memory, believing nothing that is not authenticated.
///
/// Only after `finish` is it known that nothing is missing: whoever puts what came out in a database's place waits for it.
public struct BackupReader: Sendable {
    /// Nil before the first line is whole.
    public private(set) var manifest: BackupManifest?
    private var sealed: SealedReader
    private var plain = Data()
    private var count = 0

    public init(key: SealingKey) {
        sealed = SealedReader(BackupFormat.sealed) { $0 == key.publicKey.id ? key : nil }
    }

    /// Takes the next bytes of the file, as many as there happen to be.
    /// - Returns: what comes next of the database, often nothing.
    /// - Throws: `BackupFault`; nothing more comes after it.
    public mutating func read(_ piece: Data) throws -> Data {
        var chunks: [SealedReader.Chunk] = []
        do { try sealed.read(piece, into: &chunks) } catch let failure as BundleFailure { throw BackupFault(failure) }
        for chunk in chunks { plain.append(chunk.plain) }
        var database = Data()
        if manifest == nil { try readManifest() }
        while let record = try nextRecord() { database.append(record) }
        count += database.count
        return database
    }

    /// Says whether the end was reached and all of the database came out.
    /// - Throws: `BackupFault`.
    public func finish() throws {
        do { try sealed.finish() } catch let failure as BundleFailure { throw BackupFault(failure) }
        guard let manifest, plain.isEmpty, count == manifest.databaseBytes else { throw BackupFault.badContent }
    }

    private mutating func readManifest() throws {
        guard let end = plain.firstIndex(of: UInt8(ascii: "\n")) else {
            guard plain.count <= BackupFormat.manifestLimitBytes else { throw BackupFault.badContent }
            return
        }
        guard let manifest = try? ReportCoder.decode(BackupManifest.self, from: Data(plain[..<end])) else {
            throw BackupFault.badContent
        }
        self.manifest = manifest
        plain = Data(plain[plain.index(after: end)...])
    }

    private mutating func nextRecord() throws -> Data? {
        guard manifest != nil, plain.count >= 4 else { return nil }
        let length = Int(plain.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
        guard length <= BackupFormat.recordLimitBytes else { throw BackupFault.badContent }
        guard plain.count >= 4 + length else { return nil }
        let member = Data(plain.dropFirst(4).prefix(length))
        plain = Data(plain.dropFirst(4 + length))
        guard let record = try? Gzip.decompress(member, limitBytes: BackupFormat.recordBytes) else {
            throw BackupFault.badContent
        }
        return record
    }
}
